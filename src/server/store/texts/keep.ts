/** Keeping an imported file: its bytes, and every document in it clause by clause, in one transaction. */
import { hash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { UnitCode } from '#org';
import { type DocumentNode, type ParsedDocument, Refusal } from '#regime';
import type { Stores } from '../open-store.ts';
import { findUnit } from '../units.ts';
import { documentsOf, type KeptDocument } from './kept.ts';

export interface BroughtFile {
  /** The unit whose document it is: a county or above. */
  readonly home: UnitCode;
  readonly name: string;
  readonly format: string;
  readonly bytes: Uint8Array;
  /** Every document of the file with the pack whose full text it is. */
  readonly parts: readonly { readonly parsed: ParsedDocument; readonly pack: string | null }[];
  readonly by: string;
  /** Instant, ISO. */
  readonly at: string;
}

/**
 * Keeps the file once for each unit: the same bytes again change nothing, and the documents of then are given. Refusal
 * `unit_unknown`.
 */
export async function keepFile(
  stores: Stores,
  file: BroughtFile,
): Promise<{ documents: KeptDocument[]; repeated: boolean }> {
  const { home } = file;
  const digest = hash('sha256', file.bytes, 'hex');
  return stores.asLoader(async (store) => {
    if (!(await findUnit(store, home))) throw new Refusal('unit_unknown', { value: home });
    const id = randomUUID();
    const kept = await store.rows(sql`
      insert into document_file (county_code, id, digest, name, format, bytes, imported_by, imported_at)
      values (${home}, ${id}, ${digest}, ${file.name}, ${file.format}, ${Buffer.from(file.bytes)}, ${file.by}, ${file.at})
      on conflict do nothing returning id`);
    if (kept.length === 0) return { documents: await documentsOf(store, home, digest), repeated: true };
    const ids = file.parts.map(() => randomUUID() as string);
    await store.copy('document', documentLines(file, id, ids));
    await store.copy('document_node', nodeLines(file, ids));
    return { documents: await documentsOf(store, home, digest), repeated: false };
  });
}

function* documentLines(file: BroughtFile, fileId: string, ids: readonly string[]): Generator<string> {
  for (const [part, { parsed, pack }] of file.parts.entries()) {
    const { identity, furniture, faults, account, nodes } = parsed;
    const clauses = [...flat(nodes)].filter(({ node }) => node.kind !== 'sentence' && node.kind !== 'norm').length;
    const parts = [identity, furniture, faults, account].map((one) => JSON.stringify(one, storable));
    yield line([file.home, ids[part]!, fileId, part, pack, identity.title, clauses, ...parts]);
  }
}

function* nodeLines({ home, parts }: BroughtFile, ids: readonly string[]): Generator<string> {
  for (const [part, { parsed }] of parts.entries()) {
    let place = 0;
    for (const { node, depth } of flat(parsed.nodes)) {
      const { id, kind, label, number, title, text, line: at, char } = node;
      yield line([home, ids[part]!, place, depth, id, kind, label, number, title, text, at, char]);
      place += 1;
    }
  }
}

/** Every node in its order, with how deep it stands. */
export function* flat(nodes: readonly DocumentNode[], depth = 0): Generator<{ node: DocumentNode; depth: number }> {
  for (const node of nodes) {
    yield { node, depth };
    yield* flat(node.children, depth + 1);
  }
}

/** Signs that no database keeps become the sign for what cannot be shown; the bytes of the file keep them. */
const whole = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');
const storable = (_key: string, value: unknown): unknown => (typeof value === 'string' ? whole(value) : value);

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** A line of COPY in its text form. */
const line = (values: readonly (string | number | null)[]): string =>
  `${values
    .map((value) => (value === null ? '\\N' : whole(String(value)).replace(/[\\\n\r\t]/g, (sign) => escapes[sign]!)))
    .join('\t')}\n`;
