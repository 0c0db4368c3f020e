/** Proofs that acts stand where they stand: for each act of a record the way up to the root of the day it was sealed in. */
import { sql } from 'kysely';
import { chain } from '#ledger';
import { type Day, Refusal } from '#regime';
import { actsOf, bareAct, type StoredAct } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import { homeText, pathTo, type SealedDay, type SealedHome, sha256 } from './merkle.ts';
import { homesOfDay } from './seal.ts';

/** An act as sealed: its place in its county's tree of that day, and the county's place in the tree of the day. */
export interface SealedAct {
  readonly day: Day;
  readonly from: number;
  readonly to: number;
  readonly head: string;
  /** Hashes beside the way up from the act, and from the county; lowest first. */
  readonly path: readonly string[];
  readonly at: number;
  readonly up: readonly string[];
}

export interface ProvedAct {
  readonly seq: number;
  /** Hash of the act before in the county's chain. */
  readonly prev: string;
  /** The act as it is hashed: JSON with sorted keys. */
  readonly act: string;
  /** null: not sealed yet; then it is among `open`. */
  readonly sealed: SealedAct | null;
}

/** What `zerentian prove` gives and `scripts/check-proof.mjs` checks. */
export interface Proof {
  readonly format: 'zerentian-proof-1';
  readonly county: string;
  readonly record: string;
  readonly acts: readonly ProvedAct[];
  /** The chain from the first act that is not sealed to its head, by digests that do not tell what the others say. */
  readonly open: {
    readonly from: number;
    readonly prev: string;
    readonly digests: readonly string[];
    readonly head: string;
  } | null;
  /** Every day's seal from the first that is needed to the last there is. */
  readonly seals: readonly (SealedDay & { readonly root: string })[];
}

/** The file that holds a proof; the checker takes it in this form only. */
export const proofText = (proof: Proof): string => `${JSON.stringify(proof, null, 2)}\n`;

/** Where a record lies, when only its id is known: looks through all homes, so not for requests. */
export async function homeOfRecord(store: Store, record: string): Promise<string | undefined> {
  const [row] = await store.rows<{ county: string }>(
    sql`select county_code county from act where record_id = ${record} limit 1`,
  );
  return row?.county;
}

/** The proof of every act of a record. Refusal `record_unknown`. */
export async function proveRecord(store: Store, county: string, record: string): Promise<Proof> {
  const acts = await actsOf(store, county, record);
  if (acts.length === 0) throw new Refusal('record_unknown', { county, record });
  const days = new DaysRead(store, county);
  const proved: ProvedAct[] = [];
  for (const act of acts) {
    const sealed = await days.place(act.seq);
    proved.push({ seq: act.seq, prev: act.prevHash, act: chain.canonical(bareAct(act)), sealed });
  }
  const open = proved.find((act) => act.sealed === null);
  const first = proved.find((act) => act.sealed !== null)?.sealed?.day;
  return {
    format: 'zerentian-proof-1',
    county,
    record,
    acts: proved,
    open: open ? await openChain(store, county, open) : null,
    seals: first === undefined ? [] : await sealsFrom(store, first),
  };
}

async function openChain(store: Store, county: string, { seq, prev }: ProvedAct): Promise<Proof['open']> {
  const rows = await store.rows<StoredAct>(sql`
    select id, record_id record, verb, actor, at, day, body, seq, prev_hash "prevHash", hash from act
     where county_code = ${county} and seq >= ${seq} order by seq`);
  const acts = rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  return {
    from: seq,
    prev,
    digests: acts.map((act) => sha256(chain.canonical(bareAct(act)))),
    head: acts.at(-1)?.hash ?? '',
  };
}

const sealsFrom = (store: Store, day: Day): Promise<(SealedDay & { root: string })[]> =>
  store.rows(sql`select day, homes, acts, tree, prev_root prev, root from seal where day >= ${day} order by day`);

/** The seals of one county, and the hashes under them; several acts of a record often share a day. */
class DaysRead {
  readonly #store: Store;
  readonly #county: string;
  readonly #leaves = new Map<Day, string[]>();
  readonly #homes = new Map<Day, SealedHome[]>();

  constructor(store: Store, county: string) {
    this.#store = store;
    this.#county = county;
  }

  async place(seq: number): Promise<SealedAct | null> {
    const [seal] = await this.#store.rows<SealedHome & { day: Day }>(sql`
      select day, county_code county, from_seq "from", to_seq "to", head, tree from seal_home
       where county_code = ${this.#county} and from_seq <= ${seq} order by from_seq desc limit 1`);
    if (!seal || seal.to < seq) return null;
    const { day, from, to, head } = seal;
    const leaves = this.#leaves.get(day) ?? (await this.#hashes(from, to));
    this.#leaves.set(day, leaves);
    const homes = this.#homes.get(day) ?? (await homesOfDay(this.#store, day));
    this.#homes.set(day, homes);
    const at = homes.findIndex((home) => home.county === this.#county);
    const up = pathTo(homes.map(homeText), at);
    return { day, from, to, head, path: pathTo(leaves, seq - from), at, up };
  }

  async #hashes(from: number, to: number): Promise<string[]> {
    const rows = await this.#store.rows<{ hash: string }>(sql`
      select hash from act where county_code = ${this.#county} and seq between ${from} and ${to} order by seq`);
    return rows.map((row) => row.hash);
  }
}
