/**
 * Seals finished days. A day takes of every county the next acts of its chain up to the first one received later; so each
 * act is sealed once, in the order of the chain, and one that was written after its day was sealed shows as late.
 */
import { sql } from 'kysely';
import { addDays, type Day } from '#regime';
import type { Store, Stores } from '../open-store.ts';
import { auditHome } from '../people/audit.ts';
import { dayRoot, homeText, type SealedDay, type SealedHome, TreeRoot } from './merkle.ts';

const sealLock = 7_141_002;
const page = 5_000;

export interface SealOutcome {
  /** How many days were sealed now. */
  readonly days: number;
  readonly acts: number;
  readonly last: { readonly day: Day; readonly root: string } | null;
  /** Chains that do not go on from what was sealed; from this act on they stay unsealed, and `verify` tells more. */
  readonly broken: readonly { readonly county: string; readonly seq: number }[];
}

/** The last sealed day. */
export async function lastSeal(store: Store): Promise<{ day: Day; root: string } | undefined> {
  const [row] = await store.rows<{ day: Day; root: string }>(sql`select day, root from seal order by day desc limit 1`);
  return row;
}

/**
 * Seals every day up to `through` that is not sealed yet, from the day of the first act on. `through` must be over.
 * An act dated after `today` was received under a wrong clock and goes with the one before. One transaction; two at once
 * wait for each other.
 */
export async function sealDays(stores: Stores, through: Day, today: Day): Promise<SealOutcome> {
  return stores.asLoader(async (store) => {
    await store.rows(sql`select pg_advisory_xact_lock(${sealLock})`);
    const before = await lastSeal(store);
    if (before && before.day >= through) return { days: 0, acts: 0, last: before, broken: [] };
    const broken: { county: string; seq: number }[] = [];
    const first = before ? addDays(before.day, 1) : '';
    for (const home of await openHomes(store)) {
      const { rows, brokenAt } = await homeSeals(store, home, { first, through, today });
      await writeHomes(store, rows);
      if (brokenAt !== undefined) broken.push({ county: home.county, seq: brokenAt });
    }
    return { ...(await writeDays(store, before, through)), broken };
  });
}

interface OpenHome {
  readonly county: string;
  /** Last sealed act and its hash. */
  readonly seq: number;
  readonly head: string;
}

/** Counties whose chain has grown beyond what is sealed; the audit log stands among them as `audit`. */
const openHomes = (store: Store): Promise<OpenHome[]> =>
  store.rows<OpenHome>(sql`
    select c.county_code county, coalesce(s.to_seq, 0) seq, coalesce(s.head, '') head
      from (select county_code, seq from act_chain union all select ${auditHome}, seq from audit_chain) c
      left join lateral (select county_code, to_seq, head from seal_home
        where county_code = c.county_code order by day desc limit 1) s on s.county_code = c.county_code
     where c.seq > coalesce(s.to_seq, 0) order by 1`);

const linksOf = (home: string) =>
  home === auditHome ? sql`audit_entry where true` : sql`act where county_code = ${home}`;

type DayOfHome = SealedHome & { readonly day: Day };

/** The next acts of one county, parted by days from `first` to `through`. */
async function homeSeals(store: Store, home: OpenHome, days: { first: Day; through: Day; today: Day }) {
  const { county } = home;
  const { first, through, today } = days;
  const rows: DayOfHome[] = [];
  let [seq, head, day] = [home.seq, home.head, first];
  let [from, tree] = [seq + 1, new TreeRoot()];
  const close = (): void => {
    if (seq >= from) rows.push({ county, day, from, to: seq, head, tree: tree.root() });
    [from, tree] = [seq + 1, new TreeRoot()];
  };
  for (;;) {
    const acts = await store.rows<{ seq: number; prev: string; hash: string; day: Day }>(sql`
      select seq, prev_hash prev, hash, (at at time zone 'Asia/Shanghai')::date "day"
        from ${linksOf(county)} and seq > ${seq} order by seq limit ${sql.lit(page)}`);
    for (const act of acts) {
      const isOpen = act.day > through && act.day <= today;
      if (!isOpen && act.seq === seq + 1 && act.prev === head) {
        if (act.day > day && act.day <= through) {
          close();
          day = act.day;
        }
        tree.add(act.hash);
        [seq, head] = [act.seq, act.hash];
        continue;
      }
      close();
      return { rows, brokenAt: isOpen ? undefined : seq + 1 };
    }
    if (acts.length < page) break;
  }
  close();
  return { rows, brokenAt: undefined };
}

async function writeHomes(store: Store, rows: readonly DayOfHome[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 1_000) {
    const part = rows.slice(at, at + 1_000);
    const values = part.map((r) => sql`(${r.county}, ${r.day}, ${r.from}, ${r.to}, ${r.head}, ${r.tree})`);
    await store.rows(
      sql`insert into seal_home (county_code, day, from_seq, to_seq, head, tree) values ${sql.join(values)}`,
    );
  }
}

/** The homes of a day in the order of their leaves. */
export const homesOfDay = (store: Store, day: Day): Promise<SealedHome[]> =>
  store.rows<SealedHome>(sql`
    select county_code county, from_seq "from", to_seq "to", head, tree from seal_home
     where day = ${day} order by county_code collate "C"`);

/** A day's seal over these homes; `prev` is the root of the day before. */
export function sealOf(day: Day, homes: readonly SealedHome[], prev: string): SealedDay {
  const tree = new TreeRoot();
  for (const home of homes) tree.add(homeText(home));
  const acts = homes.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return { day, homes: homes.length, acts, tree: tree.root(), prev };
}

async function writeDays(store: Store, before: { day: Day; root: string } | undefined, through: Day) {
  const [known] = await store.rows<{ day: Day | null }>(sql`select min(day) "day" from seal_home`);
  let last = before ?? null;
  let [days, acts] = [0, 0];
  const first = before ? addDays(before.day, 1) : (known?.day ?? undefined);
  for (let day = first; day !== undefined && day <= through; day = addDays(day, 1)) {
    const seal = sealOf(day, await homesOfDay(store, day), last?.root ?? '');
    const root = dayRoot(seal);
    await store.rows(sql`insert into seal (day, homes, acts, tree, prev_root, root, sealed_at)
      values (${day}, ${seal.homes}, ${seal.acts}, ${seal.tree}, ${seal.prev}, ${root}, now())`);
    last = { day, root };
    days += 1;
    acts += seal.acts;
  }
  return { days, acts, last };
}

export interface Sealer {
  stop(): Promise<void>;
}

/**
 * Looks every `interval` milliseconds whether a day is over, and seals it. A day is over for it when `settling`
 * milliseconds have passed, so that acts under way at midnight are not late. `onNote` hears of broken chains and failures.
 */
export function startSealer(
  stores: Stores,
  clock: { now(): Date; dayOf(instant: Date): Day },
  onNote: (line: string) => void,
  { interval = 30_000, settling = 60_000 } = {},
): Sealer {
  let running: Promise<unknown> | undefined;
  let sealedThrough: Day = '';
  const turn = async (): Promise<void> => {
    const now = clock.now();
    const through = addDays(clock.dayOf(new Date(now.getTime() - settling)), -1);
    if (through <= sealedThrough) return;
    const { broken } = await sealDays(stores, through, clock.dayOf(now));
    sealedThrough = through;
    for (const { county, seq } of broken)
      onNote(`sealer: chain of ${county} is broken at ${seq}; run zerentian verify`);
  };
  const start = (): void => {
    running ??= turn()
      .catch((error: unknown) => onNote(`sealer: ${String(error)}`))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(start, interval);
  timer.unref();
  start();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
