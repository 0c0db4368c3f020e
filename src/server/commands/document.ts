/** `zerentian document parse | compare | draft-pack`: official documents read from files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type DocumentNode,
  type DraftPack,
  documents,
  type Fault,
  isDay,
  loadRegimes,
  type ParsedDocument,
  type PrintComparison,
  type PrintFault,
  Refusal,
} from '#regime';
import { readDocument } from '../documents/read-document.ts';
import { readPackTexts } from '../pack-files.ts';
import { readUnitRows, unitFiles } from '../store/unit-file.ts';
import { type Io, readOptions } from './io.ts';
import { readNamed } from './wanted.ts';

const subcommands: Readonly<
  Record<string, (args: readonly string[], io: Io) => Promise<number | undefined> | Promise<void>>
> = {
  parse,
  compare,
  'draft-pack': draft,
  import: async (args, io) => (await import('./document/import.ts')).bring(args, io),
  render: async (args, io) => (await import('./document/render.ts')).render(args, io),
  check: async (args, io) => (await import('./document/check.ts')).check(args, io),
};

export async function run(args: readonly string[], io: Io): Promise<number | undefined> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (!command) {
    throw new Refusal('command_unknown', { command: `document ${name}`.trim(), commands: Object.keys(subcommands) });
  }
  return (await command(rest, io)) ?? undefined;
}

/** Reads a file, or standard input where its name is `-`. */
async function read(file: string | undefined): Promise<ParsedDocument> {
  if (file === undefined) throw new Refusal('option_value', { option: 'FILE' });
  return (await readDocument(await readNamed(file))).parsed;
}

async function parse(args: readonly string[], io: Io): Promise<void> {
  const { rest } = readOptions(args, {});
  const parsed = await read(rest[0]);
  io.give(shown(parsed), parsedText(parsed));
}

/** The reply of `parse`: stable keys, the documents of one file under `more`. */
const shown = ({ identity, nodes, furniture, faults, account, more }: ParsedDocument): object => ({
  identity,
  nodes,
  furniture,
  faults,
  account,
  more: more.map(shown),
});

function parsedText(parsed: ParsedDocument): string {
  const { identity, nodes, furniture, faults, account, more } = parsed;
  const facts = [
    ['标题 title', identity.title],
    ['文号 number', identity.number],
    ['发文机关 issuers', identity.issuers.join('、')],
    ['主送 addressees', identity.addressees.join('，')],
    ['批准 approved', identity.approved],
    ['发布 issued', identity.issued],
    ['落款 signed', identity.signed],
  ].filter(([, value]) => value);
  return [
    ...facts.map(([name, value]) => `${name}: ${value}`),
    '',
    ...outline(nodes, 0),
    '',
    `舍去 dropped: ${furniture.length}; 字符 characters: ${account.clause} + ${account.identity} + ${account.furniture} = ${account.total}`,
    `差错 faults: ${faults.length}`,
    ...faults.map(faultLine),
    ...more.flatMap((one) => ['', '—— 同一文件中的另一份 another document of the file ——', parsedText(one)]),
  ].join('\n');
}

function outline(nodes: readonly DocumentNode[], depth: number): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'sentence' || node.kind === 'norm') return [];
    const words = `${node.label} ${node.title}${node.text}`.trim();
    const line = `${'  '.repeat(depth)}${node.id}  ${words.length > 50 ? `${words.slice(0, 50)}…` : words}`;
    return [line, ...outline(node.children, depth + 1)];
  });
}

const faultLine = ({ code, place, message, proposal }: PrintFault): string =>
  `${place.line}:${place.char} ${code}: ${message.zh} → ${proposal.zh} / ${message.en} → ${proposal.en}`;

async function compare(args: readonly string[], io: Io): Promise<void> {
  const { rest } = readOptions(args, {});
  const [first, second] = [await read(rest[0]), await read(rest[1])];
  const comparison = documents.compare(first, second);
  io.give({ counts: comparison.counts, differences: comparison.differences }, comparisonText(comparison));
}

function comparisonText({ pairs, differences, counts }: PrintComparison): string {
  const same = pairs.filter((pair) => pair.same).length;
  return [
    `相对应的条款 clauses aligned: ${pairs.length}; 相同 equal: ${same}`,
    Object.entries(counts)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
    ...differences.map(({ kind, a, b, left, right, context }) => {
      const words = context === '' ? `${left}|${right}` : context;
      return `${kind}: ${a ?? '—'} / ${b ?? '—'}: ${words}`;
    }),
  ].join('\n');
}

/** The province named by the issuers or the title, of those in the unit file; else `98`, which is none and must be filled in. */
async function provinceOf({ identity }: ParsedDocument): Promise<string> {
  const words = `${identity.issuers.join('')}${identity.title ?? ''}`;
  // The first two signs of its name tell a province from every other.
  for await (const rows of readUnitRows(unitFiles.rows))
    for (const [code, name] of rows) if (code.length === 2 && words.includes(name.slice(0, 2))) return code;
  return '98';
}

async function draft(args: readonly string[], io: Io): Promise<void> {
  const { values, rest } = readOptions(args, {
    extends: 'value',
    base: 'value',
    id: 'value',
    jurisdiction: 'value',
    day: 'value',
    out: 'value',
  });
  const parsed = await read(rest[0]);
  const base = values.extends ?? 'national-2022';
  if (values.day !== undefined && !isDay(values.day)) throw new Refusal('day_invalid', { day: values.day });
  const texts = (await readPackTexts()).filter(({ path }) => !path.includes('/cases/'));
  const jurisdiction = values.jurisdiction ?? (await provinceOf(parsed));
  const id = values.id ?? `draft-${jurisdiction}`;
  // The id names a folder, so nothing but plain words may stand in it.
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) throw new Refusal('option_value', { option: '--id' });
  if (!/^\d{1,6}$/.test(jurisdiction)) throw new Refusal('option_value', { option: '--jurisdiction' });
  const library = loadRegimes(texts);
  const pack = documents.draft(parsed, library, {
    id,
    extends: base,
    jurisdiction,
    inForce: values.day,
    base: values.base ? documents.baseOf(await read(values.base), base) : undefined,
  });
  const rivals = [...library.packs.values()].filter(
    (one) => one.kind === 'regime' && one.id !== base && one.jurisdiction === jurisdiction,
  );
  // Beside a pack that rules the same ground the draft is checked on ground of its own.
  const ground = rivals.length > 0 ? '98' : jurisdiction;
  const drafted = pack.files.map(({ path, text }) => ({
    path: `regimes/${path}`,
    text: path.endsWith('/regime.yaml') ? text.replace(/^jurisdiction: .*$/m, `jurisdiction: "${ground}"`) : text,
  }));
  const problems = problemsOf([...texts, ...drafted]);
  if (values.out) await writePack(values.out, pack);
  const result = { id, extends: base, jurisdiction, rivals: rivals.map((one) => one.id), problems };
  io.give({ ...result, ...pack }, values.out ? draftText(pack, problems) : pack.files.map(fileText).join('\n'));
  if (!io.json && !values.out) io.note(draftText(pack, problems));
}

/** Why the draft would not load beside its base: `file:line field: what`. Empty where it loads. */
function problemsOf(texts: readonly { path: string; text: string }[]): string[] {
  try {
    loadRegimes(texts);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'pack_invalid') throw error;
    return (error.facts.errors as Fault[]).map(
      ({ file, line, field, message }) => `${file}:${line} ${field}: ${message.zh} / ${message.en}`,
    );
  }
}

async function writePack(folder: string, { files }: DraftPack): Promise<void> {
  for (const { path, text } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text, { flag: 'wx' }).catch(() => {
      throw new Refusal('document_file_there', { file: target });
    });
  }
}

const fileText = ({ path, text }: DraftPack['files'][number]): string => `# --- ${path}\n${text}`;

function draftText({ alignment, replaced, kept, inForce }: DraftPack, problems: readonly string[]): string {
  const relations = (['restates', 'adds_to', 'tightens', 'loosens', 'new'] as const).map(
    (relation) => `${relation} ${alignment.clauses.filter((one) => one.relation === relation).length}`,
  );
  return [
    `条款 clauses: ${alignment.clauses.length} (${relations.join(', ')}); 上位未涉 left out: ${alignment.leftOut.length}`,
    `责任 duties: 改动 replaced ${replaced.length}, 沿用 kept ${kept.length}; 施行 in force: ${inForce}`,
    problems.length === 0 ? '可装载 loads beside its base' : `不能装载 does not load: ${problems.length}`,
    ...problems,
  ].join('\n');
}
