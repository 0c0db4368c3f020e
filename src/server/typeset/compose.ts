/** A template, its parameters and the answers to its questions made into an official document with a note for each figure. */
import type { Template, TemplateBlock, TemplateFigure, TemplateTable } from '#regime';
import type { Asked, Block, Note, OfficialDocument, Origin, Run } from './official.ts';
import { rowPath, valueAt } from './path.ts';
import type { Ask } from './questions.ts';
import { written } from './writings.ts';

export interface Wanted {
  /** Parameters by name: code, unit, day, year, and seat, a, b, tenure where the template needs them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The same as they are written in a text. */
  readonly words: Readonly<Record<string, string>>;
  readonly origin: Omit<Origin, 'notes' | 'parameters'>;
}

/** Everything a block needs while the document is made; notes are added as figures are met. */
interface Desk {
  readonly template: Template;
  readonly wanted: Wanted;
  readonly answers: ReadonlyMap<string, unknown>;
  readonly notes: Map<string, Note>;
}

/** The document. Refusals are those of the questions. */
export async function compose(template: Template, wanted: Wanted, ask: Ask): Promise<OfficialDocument> {
  const answers = new Map<string, unknown>();
  for (const name of Object.keys(template.questions)) answers.set(name, await ask(questionOf(template, wanted, name)));
  const desk: Desk = { template, wanted, answers, notes: new Map() };
  const { day } = wanted.origin;
  const issuer = textOf(desk, template.issuer);
  const number =
    template.number === undefined ? undefined : `${textOf(desk, template.number)}〔${day.slice(0, 4)}〕　号`;
  const body = bodyOf(desk, template.body);
  const attachments = (template.attachments ?? []).map((one) => ({
    title: textOf(desk, one.title),
    body: bodyOf(desk, one.body),
  }));
  return {
    form: template.form,
    ...(template.form !== 'paper' && { mark: template.mark ? textOf(desk, template.mark) : `${issuer}文件` }),
    ...(number !== undefined && { number }),
    ...(template.form === 'report' && { signer: '　　　' }),
    title: textOf(desk, template.title),
    addressees: (template.addressees ?? []).map((text) => textOf(desk, text)),
    ...(template.present && {
      present: template.present.map(({ word, to_write }) => ({ word, names: [`〔待填写：${to_write}〕`] })),
    }),
    body,
    attachments,
    ...(template.signed && {
      signature: { issuers: [issuer, ...(template.joint ?? []).map((text) => textOf(desk, text))], day, sealed: true },
    }),
    ...(template.copies && {
      end: { copies: template.copies.map((text) => textOf(desk, text)), printedBy: issuer, printedOn: day },
    }),
    origin: { ...wanted.origin, parameters: wanted.parameters, notes: [...desk.notes.values()] },
  };
}

/** The parameters of the document and the fixed parts of the question; what a question does not know it ignores. */
function questionOf(template: Template, { parameters }: Wanted, name: string): Asked {
  const question = template.questions[name]!;
  return { kind: question.ask, with: { ...parameters, ...question.with } };
}

function bodyOf(desk: Desk, blocks: readonly TemplateBlock[]): Block[] {
  const shown = blocks.filter(
    ({ when, unless }) => (!when || isThere(desk, when)) && !(unless && isThere(desk, unless)),
  );
  return shown.flatMap((block): Block[] => {
    if ('heading' in block)
      return [{ kind: 'heading', level: (block.level ?? 1) as 1 | 2 | 3 | 4, runs: runsOf(desk, block.heading) }];
    if ('text' in block) return [{ kind: 'paragraph', runs: runsOf(desk, block.text) }];
    if ('table' in block) return [tableOf(desk, block.table)];
    return [{ kind: 'to-write', runs: runsOf(desk, `〔待填写：${block.to_write}〕`) }];
  });
}

function isThere(desk: Desk, name: string): boolean {
  const value = figureValue(desk, desk.template.figures![name]!);
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

const figureValue = ({ answers }: Desk, figure: Pick<TemplateFigure, 'of' | 'at'>): unknown =>
  valueAt(answers.get(figure.of), figure.at);

/** Text with its figures as runs of their own. */
function runsOf(desk: Desk, text: string): Run[] {
  return text.split(/(\{[a-z0-9_]+\})/).flatMap((part): Run[] => {
    if (part === '') return [];
    const name = /^\{([a-z0-9_]+)\}$/.exec(part)?.[1];
    if (name === undefined) return [{ text: part }];
    const word = desk.wanted.words[name];
    if (word !== undefined) return [{ text: word }];
    const figure = desk.template.figures![name]!;
    return [noted(desk, 'f', figure, figureValue(desk, figure))];
  });
}

const textOf = (desk: Desk, text: string): string =>
  runsOf(desk, text)
    .map((run) => run.text)
    .join('');

/** A run with a note; one figure has one note however often it is printed. */
function noted(desk: Desk, letter: 'f' | 't', figure: TemplateFigure, value: unknown): Run & { note: string } {
  const ask = questionOf(desk.template, desk.wanted, figure.of);
  const text = letter === 't' ? '' : written(value, figure.as);
  const key = JSON.stringify([figure.of, figure.at, text]);
  const known = desk.notes.get(key);
  const id = known?.id ?? `${letter}${desk.notes.size + 1}`;
  if (!known) desk.notes.set(key, { id, name: figure.name, text, value: value ?? null, ask, at: figure.at });
  return { text, note: id };
}

function tableOf(desk: Desk, table: TemplateTable): Block {
  const list = figureValue(desk, table);
  const outer = Array.isArray(list) ? list : [];
  const placed = outer.flatMap((row) => {
    const path = rowPath(table.at, outer, row);
    if (table.each === undefined) return [{ row, path }];
    const inner = valueAt(row, table.each);
    const rows = Array.isArray(inner) ? inner : [];
    return rows.map((one) => ({ row: one, path: path && rowPath(`${path}.${table.each}`, rows, one) }));
  });
  const note = noted(desk, 't', { of: table.of, at: `${table.at}.#`, name: table.name }, outer.length);
  const columns = table.columns.map(({ head, wide, align = 'left' }) => ({ head, wide, align }));
  const rows = placed.map(({ row, path }, index) =>
    table.columns.map((column): Run => {
      if (column.at === '#') return { text: String(index + 1) };
      const value = valueAt(row, column.at);
      const over = column.over === undefined ? '' : `/${written(valueAt(row, column.over), column.as)}`;
      if (!column.figure || path === undefined) return { text: `${written(value, column.as)}${over}` };
      const figure = { of: table.of, at: `${path}.${column.at}`, as: column.as, name: nameOf(table, column.head) };
      const run = noted(desk, 'f', figure as TemplateFigure, value);
      return { ...run, text: `${run.text}${over}` };
    }),
  );
  const empty = [table.columns.map((_, index): Run => ({ text: index === table.columns.length - 1 ? '' : '' }))];
  empty[0]![Math.min(1, columns.length - 1)] = { text: table.empty };
  return { kind: 'table', note: note.note, columns, rows: rows.length === 0 ? empty : rows };
}

const nameOf = ({ name }: TemplateTable, head: string) => ({ zh: `${name.zh}：${head}`, en: `${name.en}: ${head}` });
