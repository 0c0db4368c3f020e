/**
 * Fills an empty installation with a sample: one county of Hunan in depth, one farming district of Beijing, thin
 * activity in the rest of Hunan. Everything is recorded by the rules that bind everybody, under visibly sample names,
 * and is the same for the same seed, day, packs and units.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { memoryOrg, type OrgView, type Unit, type UnitCode } from '#org';
import { addDays, type Day, type Library, Refusal } from '#regime';
import type { ActRequest } from '../store/acts.ts';
import {
  addTallies,
  type BulkCount,
  BulkMemory,
  claimHomes,
  headOf,
  isLedgerEmpty,
  type JudgedHome,
  judgeHome,
  writeHome,
} from '../store/bulk-acts.ts';
import type { ChainHead, Store, Stores } from '../store/open-store.ts';
import { orgAround, orgInside, type StoredOrg } from '../store/org-view.ts';
import { plantFacts, plantTenures } from '../store/plant.ts';
import { findUnits, listBelow } from '../store/units.ts';
import { appointmentsOf } from './appointments.ts';
import { serveDuties, showStanding } from './duties.ts';
import { Notebook, type Place } from './notebook.ts';
import { type PlantedTenure, peopleOf, registersOf } from './people.ts';
import { Random } from './random.ts';
import { discloseWithGaps, keysOf, leftOf, slips, waive, waiveVillage } from './touches.ts';
import { disclose, setTasks, visitHouseholds } from './village.ts';
import { visitVillages } from './visits.ts';

export const defaultSeed = 20_230_919;
const [province, deepCounty, lightDistrict] = ['43', '433124', '110118'] as const;

export interface SampleOptions {
  /** Day up to which things have happened, Asia/Shanghai. */
  readonly today: Day;
  readonly seed?: number;
  /** Homes (counties, cities, the province) written and in all. */
  readonly onProgress?: (homes: number, total: number) => void;
}

export interface SampleOutcome {
  readonly seed: number;
  readonly homes: number;
  readonly acts: number;
  readonly records: number;
  readonly fulfilments: number;
  readonly persons: number;
  /** Digest over the chains of all homes: the same for the same sample. */
  readonly mark: string;
}

/** A home read with its persons, behind the head of its chain. */
interface Ready {
  readonly org: OrgView;
  readonly head: ChainHead;
  readonly people: readonly PlantedTenure[];
}

type Depth = 'deep' | 'light' | 'thin' | 'upper';
interface Home {
  readonly unit: Unit;
  readonly depth: Depth;
}

/**
 * Fills the sample in one transaction, so that it is there wholly or not at all. The units of Hunan or Beijing must be in.
 * Refusals: `sample_not_empty` where anything is recorded, `sample_units_missing` where none of its units is.
 */
export async function writeSample(stores: Stores, library: Library, options: SampleOptions): Promise<SampleOutcome> {
  const { today, seed = defaultSeed, onProgress } = options;
  return stores.asLoader(async (store) => {
    if (!(await isLedgerEmpty(store))) throw refuseFilled();
    const homes = await homesOf(store, today);
    if (homes.length === 0) throw refuseBare();
    await claimHomes(
      store,
      homes.map(({ unit }) => unit.code),
    );
    const memory = new BulkMemory();
    const mark = createHash('sha256');
    const sum = { acts: 0, records: 0, fulfilments: 0, persons: 0 };
    const judge = async (home: Home | undefined, { org, head, people }: Ready) => {
      if (!home) return undefined;
      const county = home.unit.code;
      const seats = appointmentsOf(county, people, today, seed);
      const acts = [...seats, ...(await actsOf(library, org, home, today, seed))].sort((a, b) =>
        a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
      );
      return judgeHome(library, { county, org, head }, acts, memory);
    };
    const ready = async (home: Home | undefined): Promise<Ready> => {
      if (!home) return { org: nowhere, head: { seq: 0, hash: '' }, people: [] };
      const { org, people } = await settle(store, home, today, seed);
      sum.persons += people.length;
      return { org, people, head: await headOf(store, home.unit.code) };
    };
    const first = await ready(homes[0]);
    let judged = await judge(homes[0], first);
    for (let at = 0; judged !== undefined; at += 1) {
      // The next home is thought out while the database takes in this one.
      const next = await ready(homes[at + 1]);
      const [done, later]: [BulkCount, JudgedHome | undefined] = await Promise.all([
        writeHome(store, library, judged, memory),
        judge(homes[at + 1], next),
      ]);
      judged = later;
      mark.update(done.head);
      sum.acts += done.acts;
      sum.records += done.records;
      sum.fulfilments += done.fulfilments;
      onProgress?.(at + 1, homes.length);
    }
    await addTallies(store, memory);
    return { seed, homes: homes.length, ...sum, mark: mark.digest('hex') };
  });
}

const nowhere = memoryOrg({ units: [] });

const refuseFilled = (): Refusal =>
  new Refusal('sample_not_empty', {
    zh: '这里已有记录或任职，示例数据只装入空库。',
    en: 'Something is recorded here already; the sample only fills an empty installation.',
  });
const refuseBare = (): Refusal =>
  new Refusal('sample_units_missing', {
    zh: '示例所用的湖南、北京单位尚未装入，请先装载行政区划。',
    en: 'The units of Hunan and Beijing that the sample needs are not in; load the units first.',
  });

/** Homes of the sample that are there on the day, by code: the deep ones first, so that they show early. */
async function homesOf(store: Store, today: Day): Promise<Home[]> {
  const named = await findUnits(store, [deepCounty, lightDistrict, province]);
  const cities = await listBelow(store, province as UnitCode, 'city', today);
  const counties = await listBelow(store, province as UnitCode, 'county', today);
  const depthOf = ({ code, level }: Unit): Depth =>
    code === deepCounty ? 'deep' : code === lightDistrict ? 'light' : level === 'county' ? 'thin' : 'upper';
  const units = [...new Map([...named, ...cities, ...counties].map((unit) => [unit.code, unit])).values()];
  return units.filter((unit) => unit.kind !== 'statistical').map((unit) => ({ unit, depth: depthOf(unit) }));
}

/** Registers persons and numbers of a home, and reads it with them. */
async function settle(store: Store, { unit, depth }: Home, today: Day, seed: number) {
  const bare = await orgOf(store, unit, depth, today);
  const people = peopleOf(unit.code, bare.units, today, seed, depth);
  await plantTenures(store, people);
  const isRegistered = depth === 'deep' || depth === 'light';
  if (!isRegistered) return { org: seated(bare, people), people };
  // The district has not registered all its townships yet: such duties have no number, and say so.
  const known = bare.units.filter(({ level }) => level === 'township').slice(0, depth === 'deep' ? 1_000 : 4);
  const facts = registersOf(bare.units, addDays(today, -900), seed, new Set(known.map(({ code }) => code)));
  await plantFacts(store, facts);
  return { org: await orgInside(store, unit.code), people };
}

/** A county whole; above it the unit with the counties or townships that its heads may choose and inspect. */
async function orgOf(store: Store, unit: Unit, depth: Depth, today: Day): Promise<StoredOrg> {
  if (depth !== 'upper') return orgInside(store, unit.code);
  const below = await listBelow(store, unit.code, unit.level === 'province' ? 'county' : 'township', today);
  const codes = below.map(({ code }) => code);
  return orgAround(store, codes, [unit.code]);
}

/** The same units with persons that were just registered. */
function seated(org: StoredOrg, people: readonly PlantedTenure[]): OrgView {
  const bySeat = Map.groupBy(people, ({ unit, seat }) => `${unit}:${seat}`);
  return { ...org, tenures: (unit, seat) => bySeat.get(`${unit}:${seat}`) ?? [] };
}

async function actsOf(library: Library, org: OrgView, home: Home, today: Day, seed: number): Promise<ActRequest[]> {
  const { unit, depth } = home;
  const book = new Notebook({ county: unit.code, today, org, library, seed });
  const year = Number(today.slice(0, 4));
  const zeal = new Random(seed, 'zeal', unit.code).whole(66, 92) / 100;
  const special = depth === 'light' ? leftOf(book, unit.code, year) : [];
  const own: Place = { book, unit, zeal: depth === 'thin' ? zeal : Math.max(zeal, 0.85), left: keysOf(special) };
  serveDuties(own, year);
  const paceOf = (place: string) => (seat: string) => new Random(seed, 'pace', place, seat).whole(70, 125) / 100;
  visitVillages(own, paceOf(unit.code));
  if (depth === 'deep' || depth === 'light') {
    showStanding(own, year, depth === 'deep' ? 0.6 : 0.35);
    if (special[0])
      waive(book, special[0], '季度内集中开展防汛救灾，经批准顺延（示例）。', '市委农村工作领导小组（示例）');
  }
  if (depth === 'deep') {
    slips(book, unit.code);
    waiveVillage(book, unit.code, 'government-head');
  }
  let isFirst = true;
  for (const level of ['township', 'village'] as const)
    for (const code of depth === 'upper' ? [] : org.list(unit.code, level, { farming: true }, today)) {
      const below = org.find(code) as Unit;
      const place = { book, unit: below, zeal: zealBelow(seed, code, zeal) };
      if (level === 'township') township(place, year, depth, paceOf(code));
      else village(place, year, depth, isFirst);
      if (level === 'village') isFirst = false;
      if (code.endsWith('0')) await setImmediate();
    }
  return book.acts();
}

/** Near that of the county, with a few that fall behind. */
function zealBelow(seed: number, code: string, zeal: number): number {
  const random = new Random(seed, 'zeal', code);
  const behind = random.isLucky(0.06) ? 0.35 : 0;
  return Math.min(0.98, Math.max(0.2, zeal + random.whole(-12, 10) / 100 - behind));
}

function township(place: Place, year: number, depth: Depth, pace: (seat: string) => number): void {
  serveDuties(place, year);
  if (depth === 'thin') return;
  visitVillages(place, pace);
  showStanding(place, year, depth === 'deep' ? 0.3 : 0.15);
}

function village(place: Place, year: number, depth: Depth, isFirst: boolean): void {
  if (depth === 'deep' && isFirst) discloseWithGaps(place, year);
  else disclose(place, year);
  if (depth === 'thin') return;
  visitHouseholds(place, year);
  setTasks(place, year);
}
