/** Imported documents as they lie in the database: their list, one of them whole, and the wording of clauses. */
import { type RawBuilder, sql } from 'kysely';
import type { DocumentNode, ParsedDocument } from '#regime';
import type { Store } from '../open-store.ts';

export interface KeptDocument {
  readonly home: string;
  readonly id: string;
  readonly part: number;
  readonly pack: string | null;
  readonly title: string | null;
  readonly clauses: number;
  readonly faults: number;
  readonly file: string;
  readonly format: string;
  readonly digest: string;
  readonly by: string;
  readonly at: string;
}

interface KeptColumns extends Omit<KeptDocument, 'at'> {
  readonly at: string | Date;
}

const rowColumns = sql`d.county_code home, d.id, d.part, d.pack, d.title, d.clauses, jsonb_array_length(d.faults) faults,
  f.name file, f.format, f.digest, f.imported_by as by, f.imported_at at`;
const fromBoth = sql`document d join document_file f on f.county_code = d.county_code and f.id = d.file_id`;

const rowOf = (row: KeptColumns): KeptDocument => ({ ...row, at: new Date(row.at).toISOString() });

/** Documents that the scope reaches, newest first; at most a thousand. */
export async function listKept(store: Store): Promise<KeptDocument[]> {
  const rows = await store.rows<KeptColumns>(sql`
    select ${rowColumns} from ${fromBoth} order by f.imported_at desc, d.part limit 1000`);
  return rows.map(rowOf);
}

/** The documents of a file, by its digest, in their order. */
export async function documentsOf(store: Store, home: string, digest: string): Promise<KeptDocument[]> {
  const rows = await store.rows<KeptColumns>(sql`
    select ${rowColumns} from ${fromBoth} where d.county_code = ${home} and f.digest = ${digest} order by d.part`);
  return rows.map(rowOf);
}

export interface WholeDocument {
  readonly row: KeptDocument;
  readonly parsed: ParsedDocument;
}

/** One document as it was read; undefined where the scope reaches none. */
export async function findKept(store: Store, home: string, id: string): Promise<WholeDocument | undefined> {
  const [found] = await store.rows<KeptColumns & Omit<ParsedDocument, 'nodes' | 'more' | 'faults'> & { said: unknown }>(
    sql`select ${rowColumns}, d.identity, d.furniture, d.faults said, d.account from ${fromBoth}
      where d.county_code = ${home} and d.id = ${id}`,
  );
  if (!found) return undefined;
  const { identity, furniture, said, account, ...row } = found;
  const rows = await store.rows<NodeColumns>(sql`
    select depth, clause id, kind, label, number, title, body, at_line, at_char from document_node
    where county_code = ${home} and document_id = ${id} order by place`);
  const faults = said as ParsedDocument['faults'];
  // Documents kept by an earlier version have no lines.
  const whole = { ...identity, lines: identity.lines ?? [] };
  return { row: rowOf(row), parsed: { identity: whole, nodes: treeOf(rows), furniture, faults, account, more: [] } };
}

interface NodeColumns extends Pick<DocumentNode, 'id' | 'kind' | 'label' | 'number' | 'title'> {
  readonly depth: number;
  readonly body: string;
  readonly at_line: number;
  readonly at_char: number;
}

type Growing = Omit<DocumentNode, 'children'> & { readonly children: Growing[] };

/** The tree out of its nodes in order. */
function treeOf(rows: readonly NodeColumns[]): DocumentNode[] {
  const top: Growing[] = [];
  const open: Growing[][] = [top];
  for (const { depth, body, at_line, at_char, ...row } of rows) {
    const node: Growing = { ...row, text: body, line: at_line, char: at_char, children: [] };
    (open[depth] ?? top).push(node);
    open.length = depth + 1;
    open.push(node.children);
  }
  return top;
}

/** The bytes of the file that a document came in. */
export async function fileOf(
  store: Store,
  home: string,
  id: string,
): Promise<{ name: string; format: string; bytes: Buffer } | undefined> {
  const rows = await store.rows<{ name: string; format: string; bytes: Buffer }>(
    sql`select f.name, f.format, f.bytes from ${fromBoth} where d.county_code = ${home} and d.id = ${id}`,
  );
  return rows[0];
}

/** Says of which pack a document is the full text; null takes it back. Gives whether there is such a document. */
export async function assignPack(store: Store, home: string, id: string, pack: string | null): Promise<boolean> {
  const rows = await store.rows(
    sql`update document set pack = ${pack} where county_code = ${home} and id = ${id} returning id`,
  );
  return rows.length > 0;
}

/** The full text of a pack: the document imported last. */
export async function fullTextOf(store: Store, pack: string): Promise<KeptDocument | undefined> {
  const rows = await store.rows<KeptColumns>(sql`
    select ${rowColumns} from ${fromBoth} where d.pack = ${pack} order by f.imported_at desc, d.id limit 1`);
  return rows[0] && rowOf(rows[0]);
}

export interface Wording {
  readonly clause: string;
  readonly title: string;
  readonly text: string;
}

/** The full text of a pack with the words of the named clauses, or of all. */
export async function wordingOf(
  store: Store,
  pack: string,
  clauses?: readonly string[],
): Promise<{ document: KeptDocument; words: Map<string, Wording> } | undefined> {
  const named: RawBuilder<unknown> = clauses === undefined ? sql`true` : sql`clause = any(${clauses}::text[])`;
  const [found] = await store.rows<KeptColumns & { words: Wording[] | null }>(sql`
    select full_text.*, (
      select jsonb_agg(jsonb_build_object('clause', clause, 'title', n.title, 'text', body) order by place desc)
      from document_node n where n.county_code = home and n.document_id = full_text.id and ${named}) words
    from (select ${rowColumns} from ${fromBoth} where d.pack = ${pack}
      order by f.imported_at desc, d.id limit 1) full_text`);
  if (!found) return undefined;
  const { words, ...row } = found;
  return { document: rowOf(row), words: new Map((words ?? []).map((one) => [one.clause, one])) };
}
