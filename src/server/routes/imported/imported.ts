/** Imported documents: read, kept, looked at, set side by side and against their base. */
import { Readable } from 'node:stream';
import type { Reply } from '#contract';
import { type BaseClause, documents, type Library, type ParsedDocument, Refusal } from '#regime';
import { readDocument } from '../../documents/read-document.ts';
import { Download, type Handlers } from '../../http/handlers.ts';
import type { Store } from '../../store/open-store.ts';
import { auditAlone } from '../../store/people/audit.ts';
import { keepFile } from '../../store/texts/keep.ts';
import {
  assignPack,
  fileOf,
  findKept,
  fullTextOf,
  listKept,
  type WholeDocument,
  wordingOf,
} from '../../store/texts/kept.ts';
import { findUnits } from '../../store/units.ts';
import { type Context, refOf, requireLoaded } from '../context.ts';
import { comparisonSheet } from './comparison-sheet.ts';
import { documentsIn, packOf, readingOf, rowOf } from './reading.ts';

type Names =
  | 'readFile'
  | 'importFile'
  | 'listImported'
  | 'getImported'
  | 'getImportedFile'
  | 'assignPack'
  | 'alignWithBase'
  | 'comparePrints'
  | 'comparePrintsXlsx';

export const importedRoutes = (context: Context): Pick<Handlers, Names> => ({
  ...bringingRoutes(context),
  ...lookingRoutes(context),
  ...comparingRoutes(context),
});

const bringingRoutes = (context: Context): Pick<Handlers, 'readFile' | 'importFile' | 'assignPack'> => ({
  readFile: async ({ body }) => {
    const { format, text, parsed } = await readDocument(body ?? new Uint8Array());
    return { format, characters: text.length, documents: documentsIn(parsed).map(readingOf) };
  },

  importFile: async ({ query, body, by, from }) => {
    const { library } = context;
    const home = requireLoaded(context, query.home);
    if (home.length > 6) throw new Refusal('document_home', { home });
    requirePack(library, query.pack);
    const { format, parsed } = await readDocument(body ?? new Uint8Array());
    const parts = documentsIn(parsed).map((one, part) => ({
      parsed: one,
      pack: part === 0 && query.pack !== undefined ? query.pack : packOf(library, one),
    }));
    const at = context.now().toISOString();
    const file = { home, name: query.name, format, bytes: body, parts, by: by.account, at };
    const kept = await keepFile(context.stores, file);
    const facts = { name: query.name, bytes: body.length, documents: parts.length, repeated: kept.repeated };
    const entry = { kind: 'import-document', by, subject: kept.documents[0]?.id ?? '', unit: home };
    await auditAlone(context.stores, { ...entry, address: from.address, facts }, context.now());
    return { documents: kept.documents.map(rowOf), repeated: kept.repeated };
  },

  assignPack: async ({ params: { home, id }, body }) => {
    requirePack(context.library, body.pack);
    await context.stores.writing(home, (store) => assignPack(store, home, id, body.pack));
    const { row } = await context.stores.as(home, (store) => needKept(store, home, id));
    return { document: rowOf(row) };
  },
});

function requirePack(library: Library, pack: string | null | undefined): void {
  if (pack && !library.packs.has(pack))
    throw new Refusal('document_unknown', { document: pack, documents: [...library.packs.keys()] });
}

const lookingRoutes = (context: Context): Pick<Handlers, 'listImported' | 'getImported' | 'getImportedFile'> => ({
  listImported: () =>
    context.stores.as('0', async (store) => {
      const rows = await listKept(store);
      const units = await findUnits(store, [...new Set(rows.map(({ home }) => home))]);
      const byCode = new Map(units.map((unit) => [unit.code as string, refOf(unit)]));
      return { rows: rows.map((row) => ({ ...rowOf(row), unit: byCode.get(row.home) ?? null })) };
    }),

  getImported: async ({ params: { home, id } }) => {
    const { row, parsed } = await context.stores.as(home, (store) => needKept(store, home, id));
    return { document: rowOf(row), reading: readingOf(parsed) };
  },

  getImportedFile: async ({ params: { home, id } }) => {
    const file = await context.stores.as(home, (store) => fileOf(store, home, id));
    if (!file) throw new Refusal('imported_unknown', { home, id });
    return new Download('application/octet-stream', file.name, Readable.from([file.bytes]));
  },
});

const comparingRoutes = (
  context: Context,
): Pick<Handlers, 'comparePrints' | 'comparePrintsXlsx' | 'alignWithBase'> => ({
  comparePrints: ({ query }) => comparisonOf(context, query),

  comparePrintsXlsx: async ({ query }) => comparisonSheet(await comparisonOf(context, query), query.lang),

  alignWithBase: async ({ params: { home, id }, query }) => {
    const { library } = context;
    const pack = library.packs.get(query.base);
    if (pack?.kind !== 'regime')
      throw new Refusal('regime_unknown', { regime: query.base, regimes: [...library.packs.keys()] });
    const { parsed } = await context.stores.as(home, (store) => needKept(store, home, id));
    const base = await baseOf(context, query.base);
    const words = new Map(base.clauses.map((one) => [one.id, one]));
    const named = (clause: string) => ({
      id: clause,
      clause: nearestClause(library, clause),
      citation: words.get(clause)?.citation || library.clauses.get(clause)?.citation || clause,
      text: words.get(clause)?.text ?? '',
    });
    const { clauses, leftOut } = documents.align(parsed, base.clauses);
    return {
      base: { id: pack.id, name: pack.name, full_text: base.full },
      clauses: clauses.map(({ base: stands, measures, ...clause }) => ({
        ...clause,
        base: stands.map(({ id: clauseId, score }) => ({ ...named(clauseId), score })),
        measures: measures.map(({ phrase, type, cadence, need, of }) => ({ phrase, type, cadence, need, of })),
      })),
      left_out: leftOut.map(named),
    };
  },
});

/** The clause of the library that a norm of the full text is, holds or lies in: the texts count sentences, packs norms. */
function nearestClause({ clauses }: Library, id: string): string | null {
  if (clauses.has(id)) return id;
  const inside = [...clauses.keys()].find((one) => one.startsWith(`${id}/`));
  if (inside) return inside;
  for (let above = id; above.includes('/'); ) {
    above = above.slice(0, above.lastIndexOf('/'));
    if (clauses.has(above)) return above;
  }
  return null;
}

/** The clauses of a pack in the words of its full text where that is in, else in our summaries. */
export async function baseOf(context: Context, pack: string): Promise<{ clauses: BaseClause[]; full: boolean }> {
  const whole = await context.stores.as('0', async (store) => {
    const full = await fullTextOf(store, pack);
    return full && (await needKept(store, full.home, full.id));
  });
  if (whole) return { clauses: documents.baseOf(whole.parsed, pack), full: true };
  return { clauses: documents.summariesOf(context.library, pack), full: false };
}

/** The document or `imported_unknown`, also where the scope does not reach it. */
export async function needKept(store: Store, home: string, id: string): Promise<WholeDocument> {
  const found = await findKept(store, home, id);
  if (!found) throw new Refusal('imported_unknown', { home, id });
  return found;
}

async function comparisonOf(context: Context, query: { a: string; b: string }): Promise<Reply<'comparePrints'>> {
  const [a, b] = await Promise.all([namedDocument(context, query.a), namedDocument(context, query.b)]);
  const { pairs, differences, counts } = documents.compare(a.parsed, b.parsed);
  const places = new Map<string, number[]>();
  differences.forEach((one, place) => {
    const key = `${one.a}|${one.b}`;
    places.set(key, [...(places.get(key) ?? []), place]);
  });
  const label = labelsOf(a.parsed);
  const lone = differences.flatMap((one, place) =>
    one.a === null || one.b === null
      ? [{ a: one.a, b: one.b, label: '', left: one.left, right: one.right, differences: [place] }]
      : [],
  );
  return {
    a: rowOf(a.row),
    b: rowOf(b.row),
    pairs: [
      ...pairs.map(({ same: _same, ...pair }) => ({
        ...pair,
        label: label.get(pair.a) ?? '',
        differences: places.get(`${pair.a}|${pair.b}`) ?? [],
      })),
      ...lone,
    ],
    differences: differences.map(({ places: at, ...one }) => ({ ...one, place_a: at.a, place_b: at.b })),
    counts,
  };
}

const labelsOf = (parsed: ParsedDocument): Map<string, string> =>
  new Map(readingOf(parsed).nodes.map((node) => [node.id, node.label]));

async function namedDocument(context: Context, name: string): Promise<WholeDocument> {
  const [, home = '', id = ''] = /^(\d{1,6})\/([0-9a-f-]{36})$/.exec(name) ?? [];
  if (id === '') throw new Refusal('imported_unknown', { home: name, id: '' });
  const code = requireLoaded(context, home);
  return context.stores.as(code, (store) => needKept(store, code, id));
}

/** What the law library shows of a pack's full text. */
export const fullText = (context: Context, pack: string, clauses?: readonly string[]) =>
  context.stores.as('0', (store) => wordingOf(store, pack, clauses?.flatMap(upwards)));

/** `art13/p1/s3/c1` and what stands above it: a norm whose words are not marked off is shown in its sentence. */
const upwards = (clause: string): string[] => {
  const steps = clause.split('/');
  return steps.map((_, index) => steps.slice(0, steps.length - index).join('/'));
};

/** The words of a clause, or of the nearest node above it that has words. */
export function wordsFor(
  words: ReadonlyMap<string, { text: string; title: string }>,
  clause: string,
): { text: string; exact: boolean } | null {
  for (const [index, id] of upwards(clause).entries()) {
    const found = words.get(id);
    const text = found ? `${found.title}${found.text}` : '';
    if (text !== '') return { text, exact: index === 0 };
  }
  return null;
}
