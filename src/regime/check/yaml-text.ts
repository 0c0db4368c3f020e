/** One YAML text against one shape: the value, or every fault with its line and field. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { ZodType } from 'zod';
import { type Fault, fault, type PathStep, type Placed, type Where } from './fault.ts';
import { shapeFaults } from './shape-words.ts';

/** The text read as YAML 1.2 and checked. `placed` is missing exactly when there are faults. */
export interface ReadText<T> {
  readonly placed?: Placed<T>;
  readonly faults: readonly Fault[];
}

/** Values of texts that were read without a fault: packs are read again with every draft that is set beside them. */
const read = new WeakMap<ZodType, Map<string, unknown>>();
const mostRead = 1000;

function remember(shape: ZodType, text: string, value: unknown): void {
  const texts = read.get(shape) ?? new Map<string, unknown>();
  read.set(shape, texts);
  if (texts.size >= mostRead) texts.clear();
  texts.set(text, value);
}

/**
 * Reads one YAML text by a zod shape. YAML 1.2 core: `no` is a word, days are texts; duplicate keys are faults.
 * Every fault names file, line and field; nothing is thrown for bad input. A text that was read before is not parsed
 * again until somebody asks for a place in it.
 */
export function readShape<T>(file: string, text: string, shape: ZodType<T>): ReadText<T> {
  const texts = read.get(shape);
  if (texts?.has(text)) {
    let places: Placed<T>['at'] | undefined;
    const at = (...path: readonly PathStep[]): Where => {
      places ??= placesIn(file, ...parsed(text));
      return places(...path);
    };
    return { placed: { value: texts.get(text) as T, at }, faults: [] };
  }
  const [doc, lines, raw] = parsed(text);
  const syntax = [...doc.errors, ...doc.warnings].map((error) =>
    fault({ file, line: lines.linePos(error.pos[0]).line, field: '' }, ...syntaxWords(error.code, error.message)),
  );
  if (syntax.length > 0) return { faults: syntax };
  if (raw.value === null || raw.value === undefined) {
    const where = { file, line: 1, field: '' };
    return { faults: [fault(where, raw.why?.zh ?? '文件是空的', raw.why?.en ?? 'the file is empty')] };
  }
  const at = placesIn(file, doc, lines, raw);
  const checked = shape.safeParse(raw.value);
  if (checked.success) {
    remember(shape, text, checked.data);
    return { placed: { value: checked.data, at }, faults: [] };
  }
  const faults = shapeFaults(checked.error.issues, raw.value).map((found) =>
    fault(at(...found.path), found.zh, found.en),
  );
  return { faults };
}

type Parsed = [doc: Document, lines: LineCounter, raw: ReturnType<typeof plainValue>];

function parsed(text: string): Parsed {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  return [doc, lines, doc.errors.length > 0 ? { value: null } : plainValue(doc)];
}

const placesIn =
  (file: string, doc: Document, lines: LineCounter, raw: { value: unknown }) =>
  (...path: readonly PathStep[]): Where => ({
    file,
    line: lineOf(doc, lines, path),
    field: fieldName(raw.value, path),
  });

function plainValue(doc: Document): { value: unknown; why?: { zh: string; en: string } } {
  try {
    return { value: doc.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { value: null, why: { zh: `YAML 引用无法展开：${why}`, en: `a YAML alias cannot be resolved: ${why}` } };
  }
}

function syntaxWords(code: string, message: string): [zh: string, en: string] {
  if (code === 'DUPLICATE_KEY') return ['同一处写了两次相同的键', 'the same key stands twice in one place'];
  if (code === 'TAB_AS_INDENT') return ['缩进不能用制表符', 'tabs may not indent YAML; use blanks'];
  if (code === 'MULTIPLE_DOCS') return ['一个文件只能有一份文档', 'one file holds one document only'];
  return [`YAML 写法有误：${message}`, `the YAML is not well formed: ${message}`];
}

/** The line of the deepest part of the path that is written down. */
function lineOf(doc: Document, lines: LineCounter, path: readonly PathStep[]): number {
  let node = doc.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(doc) ?? null;
    if (isMap(node)) {
      const pair = node.items.find((item) => (isScalar(item.key) ? item.key.value : item.key) === step);
      if (!pair) break;
      offset = (pair.key as Node | null)?.range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return lines.linePos(offset).line;
}

const naming = ['id', 'replace', 'remove', 'key', 'verb', 'year', 'kind'] as const;

/** `duties[county-study].measure.need`: list items by what names them, else by their number. */
function fieldName(root: unknown, path: readonly PathStep[]): string {
  let value = root;
  let name = '';
  for (const step of path) {
    const item = (value as Record<PathStep, unknown> | null | undefined)?.[step];
    if (Array.isArray(value)) {
      const names = item as Record<string, unknown> | null | undefined;
      const key = typeof names === 'object' && names ? naming.find((word) => names[word] !== undefined) : undefined;
      name += `[${key ? String(names![key]) : step}]`;
    } else name += name === '' ? String(step) : `.${step}`;
    value = item;
  }
  return name;
}
