/** Rows of attachments: what was sent at a unit, and which of it an act has attached. */
import { sql } from 'kysely';
import { entered, type PlacedAttachment, type RecordState } from '#ledger';
import { homeOf, parseUnitCode } from '#org';
import { type Law, Refusal } from '#regime';
import { type TypeName, typeNamed } from '../../files/file-types.ts';
import type { Store } from '../open-store.ts';

export interface FileRow {
  readonly digest: string;
  readonly type: TypeName;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

const columns = sql.raw('digest, type, bytes, width, height');

export interface SentFile extends FileRow {
  readonly unit: string;
  readonly by: string;
  /** Instant, ISO. */
  readonly at: string;
}

const home = (unit: string): string => homeOf(parseUnitCode(unit));

/** Notes a file that was sent; the same one again only becomes younger. */
export async function noteFile(store: Store, file: SentFile): Promise<void> {
  await store.rows(sql`
    insert into file (county_code, unit_code, digest, type, bytes, width, height, sent_by, sent_at)
    values (${home(file.unit)}, ${file.unit}, ${file.digest}, ${file.type}, ${file.bytes}, ${file.width}, ${file.height},
      ${file.by}, ${file.at})
    on conflict on constraint file_pkey do update set sent_at = excluded.sent_at`);
}

/** Bytes that an account has sent at a unit without attaching them. */
export async function pendingBytes(store: Store, unit: string, account: string): Promise<number> {
  const [row] = await store.rows<{ bytes: number }>(sql`
    select coalesce(sum(bytes), 0)::bigint bytes from file
    where county_code = ${home(unit)} and unit_code = ${unit} and sent_by = ${account} and attached_at is null`);
  return Number(row?.bytes ?? 0);
}

/** The files of a unit among some digests. */
export const filesAt = (store: Store, unit: string, digests: readonly string[]): Promise<FileRow[]> =>
  digests.length === 0
    ? Promise.resolve([])
    : store.rows<FileRow>(sql`select ${columns} from file
        where county_code = ${home(unit)} and unit_code = ${unit} and digest = any(${[...new Set(digests)]})`);

/**
 * Attaches files within the transaction of an act: from now on they are kept for good. Refusals: `file_unknown` for what
 * was never sent at this unit or is gone, `file_kind_here` where the field takes no such file, `file_name`.
 */
async function attachFiles(store: Store, unit: string, files: readonly PlacedAttachment[], at: string): Promise<void> {
  if (files.length === 0) return;
  const rows = await store.rows<FileRow>(sql`
    update file set attached_at = coalesce(attached_at, ${at})
    where county_code = ${home(unit)} and unit_code = ${unit} and digest = any(${files.map(({ digest }) => digest)})
    returning ${columns}`);
  const known = new Map(rows.map((row) => [row.digest, typeNamed(row.type)]));
  for (const { field, name, digest, accepts } of files) {
    const type = known.get(digest);
    if (!type) throw new Refusal('file_unknown', { field, name });
    const { family, ending } = type;
    if (!accepts.includes(family)) throw new Refusal('file_kind_here', { field, name, family, accepts });
    if (!name.toLowerCase().endsWith(`.${ending}`)) throw new Refusal('file_name', { field, name });
  }
}

/** Attaches what an act adds to a record. */
export async function attachNew(
  store: Store,
  law: Law,
  before: RecordState | undefined,
  after: RecordState,
  at: string,
): Promise<void> {
  const kind = law.kinds.get(after.kind);
  if (!kind?.fields.some((field) => field.kind === 'files')) return;
  const held = new Set(before ? entered.files.listed(kind, before.fields).map(entered.files.text) : []);
  const fresh = entered.files.listed(kind, after.fields).filter((file) => !held.has(entered.files.text(file)));
  await attachFiles(store, after.unit, fresh, at);
}
