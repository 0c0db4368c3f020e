/** Every file that an act attached must be there, registered and with its digest. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Attachment, entered } from '#ledger';
import type { Library } from '#regime';
import type { Blobs } from '../../files/blobs.ts';
import type { Store, Stores } from '../open-store.ts';
import type { Breach } from '../proof/breach.ts';

export interface VerifiedFiles {
  readonly files: number;
  /** At most twenty for each home. */
  readonly breaches: readonly Breach[];
}

const page = 500;
const most = 20;
/** Files read at a time. */
const together = 4;

/** Checks the files of every act of every home. */
export async function verifyFiles(stores: Stores, blobs: Blobs, library: Library): Promise<VerifiedFiles> {
  const fields = fileFields(library);
  const homes = await stores.asChecker((store) =>
    store.rows<{ code: string }>(sql`select county_code code from act_chain where seq > 0 order by 1`),
  );
  let files = 0;
  const breaches: Breach[] = [];
  for (const { code } of fields.length === 0 ? [] : homes) {
    const found = await stores.asChecker((store) => verifyHome(store, blobs, code, fields));
    files += found.files;
    breaches.push(...found.breaches.slice(0, most));
  }
  return { files, breaches };
}

/** Ids of the fields that hold files, in any pack. */
const fileFields = (library: Library): string[] => [
  ...new Set(
    [...library.contents.values()].flatMap(({ kinds }) =>
      kinds.flatMap((kind) => kind.fields.filter((field) => field.kind === 'files').map((field) => field.id)),
    ),
  ),
];

interface Named extends Attachment {
  readonly seq: number;
  readonly act: string;
  readonly record: string;
}

async function verifyHome(
  store: Store,
  blobs: Blobs,
  county: string,
  fields: readonly string[],
): Promise<VerifiedFiles> {
  const seen = new Set<string>();
  const breaches: Breach[] = [];
  for await (const named of namedIn(store, county, fields)) {
    const fresh = named.filter(({ digest }) => !seen.has(digest));
    for (const { digest } of fresh) seen.add(digest);
    const rows = await store.rows<{ digest: string; bytes: number }>(sql`select digest, min(bytes) bytes from file
      where county_code = ${county} and attached_at is not null and digest = any(${fresh.map(({ digest }) => digest)})
      group by 1`);
    const sizes = new Map(rows.map(({ digest, bytes }) => [digest, bytes]));
    const each = [...new Map(fresh.map((one) => [one.digest, one])).values()];
    for (let at = 0; at < each.length; at += together) {
      const part = await Promise.all(
        each.slice(at, at + together).map((one) => breachOf(blobs, county, one, sizes.get(one.digest))),
      );
      breaches.push(...part.filter((breach) => breach !== undefined));
    }
  }
  return { files: seen.size, breaches };
}

/** What the acts of a county name, page by page of acts. */
async function* namedIn(store: Store, county: string, fields: readonly string[]): AsyncGenerator<Named[]> {
  for (let seq = 0; ; ) {
    const acts = await store.rows<{ seq: number; id: string; record: string; entries: unknown[] | null }>(sql`
      select a.seq, a.id, a.record_id record, (select jsonb_agg(e) from unnest(${[...fields]}::text[]) f
        cross join lateral jsonb_array_elements(case when jsonb_typeof(a.body->'fields'->f) = 'array'
          then a.body->'fields'->f else '[]' end) e) entries
      from act a where county_code = ${county} and seq > ${seq} and a.body->'fields' ?| ${[...fields]}::text[]
      order by seq limit ${sql.lit(page)}`);
    yield acts.flatMap(({ seq: place, id, record, entries }) =>
      (entries ?? []).flatMap((entry) => {
        const one = typeof entry === 'string' ? entered.files.read(entry) : undefined;
        return one ? [{ ...one, seq: place, act: id, record }] : [];
      }),
    );
    const last = acts.at(-1);
    if (!last || acts.length < page) return;
    seq = last.seq;
  }
}

async function breachOf(
  blobs: Blobs,
  county: string,
  named: Named,
  bytes: number | undefined,
): Promise<Breach | undefined> {
  const { digest, name, seq, act, record } = named;
  const where = { what: 'file' as const, county, seq, act, record, key: name };
  if (bytes === undefined) return { ...where, stored: 'no row', expected: digest };
  const stream = await blobs.open({ county, digest });
  if (!stream) return { ...where, stored: 'no bytes', expected: digest };
  const hash = createHash('sha256');
  try {
    for await (const part of stream) hash.update(part as Buffer);
  } catch (error) {
    return { ...where, stored: `unreadable: ${String(error)}`, expected: digest };
  }
  const stored = hash.digest('hex');
  return stored === digest ? undefined : { ...where, stored, expected: digest };
}
