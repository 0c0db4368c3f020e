/** The reprint that the requirements describe (table a.4), made from the official text beside the project, is told apart. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { clauseTexts, compareDocuments } from './compare-prints.ts';
import { parseDocument } from './parse.ts';

const shared = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const skip = existsSync(join(shared, 'seeds')) ? false : 'the official texts are not here';

interface Row {
  readonly article: string;
  readonly from: string;
  readonly to: string;
  readonly weight: string;
}

/** Rows of the table as a change of words: `、 before X`, `once in X` and `(nothing)` are spelt out. */
function rowOf(line: string): Row | null {
  const [, , place = '', left = '', right = '', weight = ''] = line.split('|').map((cell) => cell.trim());
  const article = `art${/\d+/.exec(place)![0]}`;
  const side = /^(.) (before|after) (\S+)$/.exec(left);
  if (side) {
    const [, sign = '', where, words = ''] = side;
    const at = (one: string): string => (where === 'before' ? one + words : words + one);
    return { article, from: at(sign), to: at(right), weight };
  }
  const once = /^(\S+) once in (\S+)$/.exec(left);
  if (once) return { article, from: once[2]!, to: once[2]!.replace(once[1]!, once[1]!.repeat(2)), weight };
  return /\(nothing\)/.test(left) ? null : { article, from: left, to: right, weight };
}

test('every difference of the table is found in its article and weighed', { skip }, () => {
  const seeds = join(shared, 'seeds');
  const first = parseDocument(
    readFileSync(join(seeds, readdirSync(seeds).find((name) => name.startsWith('000_'))!), 'utf8'),
  );
  const table = readFileSync(join(shared, 'spec', 'requirements.md'), 'utf8')
    .split('### a.4')[1]!
    .split('\n---')[0]!;
  const rows = table
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .flatMap((line) => rowOf(line) ?? []);
  assert.equal(rows.length, 19);
  for (const { article, from, to, weight } of rows) {
    let changed = false;
    const lines = clauseTexts(first).map(({ id, text, node }) => {
      const inside = !changed && (id === article || id.startsWith(`${article}/`)) && text.includes(from);
      changed ||= inside;
      return `${node.label}　${inside ? text.replace(from, to) : text}`;
    });
    // Articles whose words stand in parts have a line of their own for their mark.
    const print = [first.identity.title, ...withMarks(lines, first)].join('\n');
    const { differences } = compareDocuments(first, parseDocument(print));
    const note = `${article}: ${from} > ${to}: ${JSON.stringify(differences)}`;
    assert.ok(changed, note);
    assert.ok(
      differences.length > 0 && differences.every(({ a }) => a === article || a?.startsWith(`${article}/`)),
      note,
    );
    if (weight === 'punctuation')
      assert.deepEqual(
        differences.map(({ kind }) => kind),
        ['punctuation'],
        note,
      );
    if (weight.startsWith('**') || /lost|narrower|scope/.test(weight))
      assert.ok(
        differences.some(({ kind }) => kind === 'legal'),
        note,
      );
    if (weight === 'slip')
      assert.ok(
        differences.every(({ kind }) => kind !== 'legal'),
        note,
      );
  }
});

/** Puts the mark of an article before the first of its paragraphs. */
function withMarks(lines: readonly string[], parsed: ReturnType<typeof parseDocument>): string[] {
  const marks = new Map<string, string>();
  for (const chapter of parsed.nodes) {
    for (const article of chapter.children) {
      const head = article.children[0];
      if (article.text === '' && head) marks.set(head.id, article.label);
    }
  }
  const ids = clauseTexts(parsed).map(({ id }) => id);
  return lines.map((line, index) => {
    const mark = marks.get(ids[index]!);
    return mark ? `${mark}${line}` : line.replace(/^　/, '');
  });
}
