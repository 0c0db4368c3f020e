/**
 * The shape of a document template (`documents/*.yaml`): which official paper, about what, with which questions asked,
 * which figures taken from the answers and which words around them. A figure says by itself where it comes from:
 * the question, the place in its answer, and what it is called.
 */
import { z } from 'zod';
import { Level, Words } from './pack.ts';

const Id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, '标识用小写单词加连字符|ids are lower case words joined by hyphens');
const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, '名称用小写字母、数字和下划线|names use lower case letters, digits and _');
const step = '(#|[a-z_]+(\\[[a-z_.]+=[^\\]]*\\])*)';
/**
 * Steps into an answer: `figures.owed`, `rows.#` (how many), `rows[status=overdue|open].#` (of those that match). By key,
 * duty, code, id, level or group the first match is taken, so that its fields follow: `levels[level=county].units`.
 */
const Path = z
  .string()
  .regex(
    new RegExp(`^${step}(\\.${step})*$`),
    '路径写作 figures.owed、rows.#、rows[status=overdue].#|a path is written figures.owed, rows.#, rows[status=overdue].#',
  );

/** Questions a template may ask: each needs no more than the parameters of the document and the fixed parts given. */
export const questionKinds = [
  'unit',
  'overview',
  'sheet',
  'obligations',
  'comparison',
  'duty',
  'document',
  'handover',
] as const;
export const TemplateQuestion = z.strictObject({
  ask: z.enum(questionKinds),
  /** Fixed parts of the question: `{ status: overdue }`, `{ id: village-disclosure-affairs }`. */
  with: z.record(z.string(), z.string()).optional(),
});
export type TemplateQuestion = z.infer<typeof TemplateQuestion>;

/** How a value is written; without one, text and whole numbers as they are. */
export const writings = ['percent', 'decimal', 'day', 'listed', 'term'] as const;
export const TemplateFigure = z.strictObject({
  of: Name,
  at: Path,
  as: z.enum(writings).optional(),
  name: Words,
});
export type TemplateFigure = z.infer<typeof TemplateFigure>;

export const TemplateColumn = z.strictObject({
  head: z.string().min(1),
  /** Place of the value in a row; `#` alone is the running number. */
  at: Path,
  as: z.enum(writings).optional(),
  /** A second value behind the first, with what stands between: 2/4. */
  over: Path.optional(),
  /** Share of the width, in characters of the body: a line has 28. */
  wide: z.number().min(1).max(28),
  align: z.enum(['left', 'centre', 'right']).optional(),
  /** The value is a figure of its own: it carries its origin, the other cells carry that of the table. */
  figure: z.boolean().optional(),
});
export type TemplateColumn = z.infer<typeof TemplateColumn>;
export const TemplateTable = z.strictObject({
  of: Name,
  at: Path,
  /** A list inside each row that is laid out instead of it. */
  each: Name.optional(),
  columns: z.array(TemplateColumn).min(1),
  /** What stands there when there is no row. */
  empty: z.string().min(1),
  name: Words,
});
export type TemplateTable = z.infer<typeof TemplateTable>;

/** Shown only when the figure is there and not zero (`when`), or only when it is not (`unless`). */
const shown = { when: Name.optional(), unless: Name.optional() };
/** One piece of the body. `{name}` in a text is a figure or one of the parameters of the document. */
export const TemplateBlock = z.union([
  z.strictObject({ heading: z.string().min(1), level: z.number().int().min(1).max(4).optional(), ...shown }),
  z.strictObject({ text: z.string().min(1), ...shown }),
  z.strictObject({ table: TemplateTable, ...shown }),
  /** Left to a person; stands out in the paper until it is written. */
  z.strictObject({ to_write: z.string().min(1), ...shown }),
]);
export type TemplateBlock = z.infer<typeof TemplateBlock>;

/** Forms of GB/T 9704-2012, and `paper`: a paper without a head, such as a list or a leaflet. */
export const documentForms = ['notice', 'letter', 'minutes', 'report', 'paper'] as const;
export const parameters = ['unit', 'code', 'day', 'year', 'seat', 'a', 'b', 'tenure'] as const;
export const Template = z.strictObject({
  id: Id,
  name: Words,
  form: z.enum(documentForms),
  /** Levels of the units it can be made for. */
  levels: z.array(Level).min(1),
  /** Parameters beyond unit and day: a seat, two regimes, a tenure that ended. */
  needs: z.array(z.enum(['seat', 'a', 'b', 'tenure'])).optional(),
  clauses: z.array(z.string()).optional(),
  questions: z.record(Name, TemplateQuestion),
  figures: z.record(Name, TemplateFigure).optional(),
  /** Who issues it; the mark in red is this and 文件 unless `mark` says otherwise. */
  issuer: z.string().min(1),
  mark: z.string().min(1).optional(),
  /** Who signs below the issuer, which leads (联合行文). */
  joint: z.array(z.string().min(1)).optional(),
  /** Word before the year: `〔2026〕号` is left for the number. */
  number: z.string().min(1).optional(),
  title: z.string().min(1),
  addressees: z.array(z.string().min(1)).optional(),
  /** Who was there, on minutes: the word in front and what a person fills in behind it. */
  present: z.array(z.strictObject({ word: z.string().min(1), to_write: z.string().min(1) })).optional(),
  body: z.array(TemplateBlock).min(1),
  attachments: z.array(z.strictObject({ title: z.string().min(1), body: z.array(TemplateBlock).min(1) })).optional(),
  /** Ends with issuer and day, and leaves room for the seal. */
  signed: z.boolean().optional(),
  copies: z.array(z.string().min(1)).optional(),
});
export type Template = z.infer<typeof Template>;
