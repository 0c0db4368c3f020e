/**
 * Accounts of the sample: one for each kind of person whom the pages are made for, all visibly samples. They have no
 * password; who sits at the machine enters as one of them. Some take seats that the sample leaves free.
 */
import { createHash } from 'node:crypto';
import type { AdminRole, UnitCode } from '#org';
import { addDays, type Day } from '#regime';
import type { Store, Stores } from '../store/open-store.ts';
import { addAccount } from '../store/people/accounts.ts';
import { giveAdminSeat } from '../store/people/administrators.ts';
import { plantTenures } from '../store/plant.ts';
import { namedTenures } from '../store/tenures.ts';
import { findUnit, listBelow } from '../store/units.ts';

interface SampleSeat {
  readonly userName: string;
  /** Of whoever takes a seat that is free; else the account is that of the holder. */
  readonly name: string;
  readonly place: 'nation' | 'province' | 'county' | 'township' | 'village';
  readonly seat: string;
}

const upper: readonly SampleSeat[] = [
  { userName: 'sample-nation-office', name: '示例全国农办', place: 'nation', seat: 'rural-work-office-head' },
  { userName: 'sample-province-office', name: '示例省农办', place: 'province', seat: 'rural-work-office-head' },
  { userName: 'sample-county-office', name: '示例县农办', place: 'county', seat: 'rural-work-office-head' },
];
const lower: readonly SampleSeat[] = [
  { userName: 'sample-county-secretary', name: '示例县委书记', place: 'county', seat: 'party-secretary' },
  { userName: 'sample-department', name: '示例局长', place: 'county', seat: 'department-agriculture-rural-head' },
  { userName: 'sample-township-secretary', name: '示例乡镇书记', place: 'township', seat: 'party-secretary' },
  { userName: 'sample-township-cadre', name: '示例乡镇干部', place: 'township', seat: 'township-cadre' },
  { userName: 'sample-village-secretary', name: '示例村支书', place: 'village', seat: 'village-party-secretary' },
  { userName: 'sample-village-cadre', name: '示例村干部', place: 'village', seat: 'village-cadre' },
];
const administrators: readonly (readonly [AdminRole, string])[] = [
  ['system', '示例系统管理员'],
  ['security', '示例安全管理员'],
  ['auditor', '示例审计管理员'],
];
const [province, county] = ['43', '433124'] as const;

/** Persons made for an account, by numbers that no roster reaches; a ledger with no other tenures is still empty. */
const personOf = (home: string, number: number): string => `sample-${home}-${9001 + number}`;

/** The same name has the same id everywhere. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export interface SampleAccountsGiven {
  readonly stores: Stores;
  readonly today: Day;
  readonly at: Date;
  /** Before the villages are in, only those above them and the administrators. */
  readonly only?: 'upper';
}

/** Enters what is missing of them; those that are there stay as they are. */
export async function addSampleAccounts({ stores, today, at, only }: SampleAccountsGiven): Promise<void> {
  const seats = only === 'upper' ? upper : [...upper, ...lower];
  const holders = await stores.asLoader(async (store) => {
    const places = await placesOf(store, today);
    const found = [];
    for (const one of seats) {
      const unit = places[one.place];
      if (unit !== undefined) found.push({ ...one, ...(await holderOf(store, one, unit, today)) });
    }
    return found;
  });
  await stores.writing('0', async (store) => {
    for (const { userName, name, person } of holders)
      await addAccount(store, { id: idOf(userName), userName, name, person, isSample: true, by: 'sample', at });
    for (const [number, [role, name]] of administrators.entries()) {
      const userName = `sample-${role}`;
      const [id, person] = [idOf(userName), personOf('0', 100 + number)];
      const isNew = await addAccount(store, { id, userName, name, person, isSample: true, by: 'sample', at });
      if (isNew) await giveAdminSeat(store, { account: id, person, role, at, approval: null });
    }
  });
}

/** The county of the deep sample, its first township with a secretary, and the first village there. */
async function placesOf(store: Store, today: Day): Promise<Partial<Record<SampleSeat['place'], UnitCode>>> {
  const there = async (code: string) => (await findUnit(store, code as UnitCode))?.code;
  const townships = await listBelow(store, county as UnitCode, 'township', today);
  const township = townships.find((unit) => unit.farming && unit.kind === 'township')?.code;
  const villages = township === undefined ? [] : await listBelow(store, township, 'village', today);
  const places = {
    nation: await there('0'),
    province: await there(province),
    county: await there(county),
    township,
    village: villages.find((unit) => unit.farming)?.code,
  };
  return Object.fromEntries(Object.entries(places).filter(([, code]) => code !== undefined));
}

/** Who holds the seat; where nobody does, a person of the sample takes it. */
async function holderOf(store: Store, { userName, name, seat }: SampleSeat, unit: UnitCode, today: Day) {
  const held = (await namedTenures(store, unit)).findLast(
    (one) => one.seat === seat && one.from <= today && (one.to === null || one.to >= today),
  );
  if (held) return { person: held.person, name: held.name };
  const person = personOf(
    unit.slice(0, 6),
    [...upper, ...lower].findIndex((one) => one.userName === userName),
  );
  const from = addDays(today, -400);
  const tenure = {
    id: idOf(`${userName}/tenure`),
    unit,
    seat,
    person,
    name,
    from,
    to: null,
    acting: false,
    sample: true,
  };
  await plantTenures(store, [tenure]);
  return { person, name };
}
