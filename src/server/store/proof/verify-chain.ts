/** Checks one county's chain of acts, every hash computed anew, and what was sealed of it; then the seals of the days. */
import { sql } from 'kysely';
import { addDays } from '#regime';
import { type ActColumns, actOf, bareAct, home, type StoredAct } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import type { Breach } from './breach.ts';
import { dayRoot, linkHash, type SealedDay, type SealedHome, TreeRoot } from './merkle.ts';
import { homesOfDay, sealOf } from './seal.ts';

const page = 2_000;

/** The acts of a county in order, page by page; the next page is asked for while one is looked at. */
async function* actPages(store: Store, county: string): AsyncGenerator<StoredAct[]> {
  const read = (seq: number) =>
    store.rows<ActColumns>(
      sql`select * from act where county_code = ${county} and seq > ${seq} order by seq limit ${sql.lit(page)}`,
    );
  let rows = await read(Number.MIN_SAFE_INTEGER);
  while (rows.length > 0) {
    const next = rows.length < page ? Promise.resolve([]) : read(rows.at(-1)?.seq ?? 0);
    next.catch(() => {});
    yield rows.map(actOf);
    rows = await next;
  }
}

/** The first breach of a county's chain or seals, or nothing; and how many acts were looked at. */
export async function verifyChain(store: Store, county: string): Promise<{ acts: number; breach?: Breach }> {
  const seals = await sealsOver(store, county);
  let [seq, hash] = [0, ''];
  for await (const acts of actPages(store, county)) {
    for (const act of acts) {
      const breach = linkBreach(county, act, seq, hash) ?? seals.take(act);
      if (breach) return { acts: seq, breach };
      [seq, hash] = [act.seq, act.hash];
    }
  }
  const breach = (await headBreach(store, county, seq, hash)) ?? seals.end(seq);
  return breach ? { acts: seq, breach } : { acts: seq };
}

function linkBreach(county: string, act: StoredAct, seq: number, hash: string): Breach | undefined {
  const stored = { seq: act.seq, prevHash: act.prevHash, hash: act.hash };
  const expected = { seq: seq + 1, prevHash: hash, hash: linkHash(county, seq + 1, hash, bareAct(act)) };
  const { unit } = act.body;
  const isHere = unit === undefined || home(unit) === county;
  if (isHere && stored.seq === expected.seq && stored.prevHash === hash && stored.hash === expected.hash) return;
  const where = { what: 'chain' as const, county, seq: seq + 1, act: act.id, record: act.record };
  return { ...where, stored: isHere ? stored : { unit }, expected: isHere ? expected : { county } };
}

async function headBreach(store: Store, county: string, seq: number, hash: string): Promise<Breach | undefined> {
  const [head] = await store.rows<{ seq: number; hash: string }>(
    sql`select seq, hash from act_chain where county_code = ${county}`,
  );
  if (head ? head.seq === seq && head.hash === hash : seq === 0) return;
  const first = head && head.seq > seq ? seq + 1 : seq;
  return { what: 'chain', county, seq: first, stored: { seq, hash }, expected: head ?? null };
}

/** What was sealed of a home, to be compared with its acts or entries as they pass by. */
export const sealsOver = async (store: Store, county: string): Promise<SealReader> =>
  new SealReader(
    await store.rows<HomeSeal>(sql`
      select day, county_code county, from_seq "from", to_seq "to", head, tree from seal_home
       where county_code = ${county} order by from_seq`),
  );

/** Compares the acts of a county, as they pass by, with the seals over them: a few hundred rows a year. */
class SealReader {
  readonly #seals: readonly HomeSeal[];
  #at = 0;
  #tree = new TreeRoot();

  constructor(seals: readonly HomeSeal[]) {
    this.#seals = seals;
  }

  take(act: Pick<StoredAct, 'seq' | 'hash'>): Breach | undefined {
    const seal = this.#seals[this.#at];
    if (!seal) return;
    const from = (this.#seals[this.#at - 1]?.to ?? 0) + 1;
    if (seal.from !== from) return sealBreach(seal, { from });
    this.#tree.add(act.hash);
    if (act.seq < seal.to) return;
    const tree = this.#tree.root();
    if (act.seq !== seal.to || act.hash !== seal.head || tree !== seal.tree)
      return sealBreach(seal, { to: act.seq, head: act.hash, tree });
    this.#tree = new TreeRoot();
    this.#at += 1;
    return;
  }

  /** Acts that were sealed must all have passed. */
  end(seq: number): Breach | undefined {
    const seal = this.#seals[this.#at];
    return seal && sealBreach({ ...seal, from: Math.max(seal.from, seq + 1) }, { to: seq });
  }
}

type HomeSeal = SealedHome & { readonly day: string };

const sealBreach = (seal: HomeSeal, stored: object): Breach => ({
  what: 'seal',
  county: seal.county,
  seq: seal.from,
  key: seal.day,
  stored,
  expected: seal,
});

/** Every day's root, from the seals of its counties and the root before; the first breach, and the last root. */
export async function verifySeals(
  store: Store,
): Promise<{ days: number; last?: { day: string; root: string }; breach?: Breach }> {
  let [days, prev] = [0, ''];
  let last: { day: string; root: string } | undefined;
  for (;;) {
    const after: string = last?.day ?? '0001-01-01';
    const rows = await store.rows<SealedDay & { root: string }>(sql`
      select day, homes, acts, tree, prev_root prev, root from seal where day > ${after} order by day limit 500`);
    for (const { root, ...stored } of rows) {
      const expected = sealOf(last ? addDays(last.day, 1) : stored.day, await homesOfDay(store, stored.day), prev);
      if (JSON.stringify(stored) !== JSON.stringify(expected) || root !== dayRoot(expected)) {
        const should = { ...expected, root: dayRoot(expected) };
        return {
          days,
          breach: { what: 'seal', county: '0', key: stored.day, stored: { ...stored, root }, expected: should },
        };
      }
      [last, prev, days] = [{ day: stored.day, root }, root, days + 1];
    }
    if (rows.length < 500) break;
  }
  const [stray] = await store.rows<{ day: string; county: string }>(
    sql`select day, county_code county from seal_home where day > ${last?.day ?? '0001-01-01'} order by day, county_code limit 1`,
  );
  if (stray)
    return { days, breach: { what: 'seal', county: stray.county, key: stray.day, stored: null, expected: 'a root' } };
  return last ? { days, last } : { days };
}
