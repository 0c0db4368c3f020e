/** `zerentian regime coverage|show|diff|assumptions|check`: the law library on a terminal; needs no database. */
import { assumptionsOf, coverageOf, dutyInWords, type Library, Refusal } from '#regime';
import { openLibrary } from '../pack-files.ts';
import { type Io, readOptions } from './io.ts';
import { checkPacks } from './regime-check.ts';
import { diff } from './regime-diff.ts';
import { languageOf, type Words } from './session.ts';
import { tableOf } from './table.ts';
import { need } from './wanted.ts';

export interface RegimeAsked {
  readonly io: Io;
  readonly lang: Words;
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly day: string;
}

type Verb = (asked: RegimeAsked) => Promise<number>;
const verbs: Readonly<Record<string, Verb>> = { coverage, show, diff, assumptions, check: checkPacks };

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, rest } = readOptions(args, { day: 'value', place: 'value', lang: 'value' });
  const [name = '', ...words] = rest;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) throw new Refusal('command_unknown', { command: `regime ${name}`.trim(), commands: Object.keys(verbs) });
  const day = values.day ?? new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  return verb({ io, lang: languageOf(values.lang, io.config.language), words, values, day });
}

/** Every clause with its answer, document by document; 1 when one has none. */
async function coverage({ io, lang }: RegimeAsked): Promise<number> {
  const library = await openLibrary();
  const found = coverageOf(library);
  const tables = [...library.packs.values()].map(({ id, name }) => {
    const rows = found.rows.filter((row) => row.regime === id);
    const totals = found.totals.regimes[id];
    const head = `${name[lang]} · ${id} · ${totals?.answered} / ${totals?.clauses}`;
    const cells = rows.map((row) => [
      row.answered ? '✓' : '✗',
      row.clause,
      row.citation,
      row.answers.map((answer) => `${answer.kind}: ${answer.text[lang]}`).join(' | '),
    ]);
    return `${head}\n${tableOf(lang === 'zh' ? ['', '条款', '出处', '由什么承担'] : ['', 'clause', 'citation', 'answered by'], cells, 70)}`;
  });
  const { clauses, answered, kinds } = found.totals;
  const sums = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`);
  const last =
    lang === 'zh' ? `共 ${clauses} 条，已有承担 ${answered} 条` : `${answered} of ${clauses} clauses answered`;
  io.give(found, [...tables, `${last} · ${sums.join(' · ')}`].join('\n\n'));
  return found.unanswered.length === 0 ? 0 : 1;
}

/** One pack: the duties that it sets or changes, as they hold on the day. */
async function show({ io, lang, words, day }: RegimeAsked): Promise<number> {
  const library = await openLibrary();
  const id = need(words[0], 'ID');
  const pack = library.contents.get(id);
  if (!pack) throw new Refusal('document_unknown', { document: id, documents: [...library.contents.keys()] });
  const duties = pack.regime.kind === 'regime' ? dutiesOf(library, id, day) : [];
  const { name, document, in_force, extends: base, jurisdiction } = pack.regime;
  const tasks = pack.tasks.map((task) => ({ id: task.id, name: task.name, from: task.from, until: task.until }));
  const text = [
    `${name[lang]} · ${id}`,
    `${document.title} ${document.number ?? ''}`.trim(),
    `${in_force} · ${jurisdiction} · ${base ?? '–'} · ${pack.clauses.length} 条 clauses · ${duties.length} 项 duties · ${tasks.length} 项任务 tasks`,
    '',
    tableOf(
      lang === 'zh' ? ['责任', '层级', '要求', '条款'] : ['duty', 'level', 'demand', 'clause'],
      duties.map((duty) => [duty.name[lang], duty.level, duty.demand[lang], duty.clauses[0]]),
    ),
  ];
  io.give(
    { id, name, document, in_force, extends: base, jurisdiction, clauses: pack.clauses.length, duties, tasks },
    text.join('\n'),
  );
  return 0;
}

function dutiesOf(library: Library, id: string, day: string) {
  return [...library.under(id, day).duties.values()]
    .filter((duty) => duty.regime === id)
    .map((duty) => ({
      duty: duty.id,
      name: duty.name,
      level: duty.holder.level,
      demand: dutyInWords(duty),
      clauses: duty.clauses,
      figures: duty.figures,
      assumptions: duty.acting,
    }));
}

/** What the texts leave open and what is taken instead, at a place on a day. */
async function assumptions({ io, lang, values, day }: RegimeAsked): Promise<number> {
  const library = await openLibrary();
  const rows = assumptionsOf(library, library.at(day, values.place ?? '0'));
  const cells = rows.map((row) => [
    row.id,
    row.question[lang],
    row.default[lang],
    row.values.map(({ key, value }) => `${key}=${String(value)}`).join(' '),
    row.duties.length,
  ]);
  const heads =
    lang === 'zh' ? ['编号', '问题', '取法', '数值', '涉及责任'] : ['id', 'question', 'taken', 'values', 'duties'];
  io.give(rows, tableOf(heads, cells, 46));
  return 0;
}
