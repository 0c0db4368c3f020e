/** A small world under the imaginary law: one county with twenty villages, for tests of the engine. */
import type { Act, ActBody, FieldValues } from '#ledger';
import { memoryOrg, type OrgView, type Tenure, type Unit, type UnitCode } from '#org';
import type { Day, Law } from '#regime';
import { library } from './packs.ts';

export const county = '990201';
export const township = '990201101';
export const villages = Array.from({ length: 20 }, (_, n) => `990201101${201 + n}`);

/** The imaginary law at the county on a day. */
export const exampleLaw = (day: Day): Law => library('example', 'example-county').at(day, county);

const kinds = { 2: 'province', 4: 'city', 6: 'county', 9: 'township', 12: 'village' } as const;
export const exampleUnit = (code: string, changes: Partial<Unit> = {}): Unit => ({
  code: code as UnitCode,
  level: kinds[code.length as keyof typeof kinds],
  kind: kinds[code.length as keyof typeof kinds],
  farming: true,
  name: `示例${code}`,
  pinyin: 'shi li',
  validFrom: '1990-01-01',
  validTo: null,
  ...changes,
});

export const exampleTenure = (
  seat: string,
  person: string,
  from: Day,
  to: Day | null = null,
  unit = county,
): Tenure => ({
  unit,
  seat,
  person,
  from,
  to,
  acting: false,
});

/** Province to villages; every village has ten households; the keeper changes in 2026 after a vacancy of a month. */
export function exampleOrg(more: { units?: Unit[]; tenures?: Tenure[] } = {}): OrgView {
  const codes = ['99', '9902', county, township, ...villages];
  return memoryOrg({
    units: [...codes.map((code) => exampleUnit(code)), ...(more.units ?? [])],
    tenures: more.tenures ?? [
      exampleTenure('kite-keeper', '示例甲', '2024-02-29', '2026-03-31'),
      exampleTenure('kite-keeper', '示例乙', '2026-05-01'),
    ],
    facts: villages.map((unit) => ({ unit, fact: 'households', from: '1990-01-01', value: 10 })),
  });
}

let made = 0;
/** An act with a fresh id unless given; received at noon of its day. */
export function exampleAct(verb: Act['verb'], record: string, day: Day, body: ActBody, given?: string): Act {
  made += 1;
  const id = given ?? `act-${made}`;
  return { id, record, verb, actor: 'operator', at: `${day}T12:00:00+08:00`, day, body };
}

/** Creates a record of a kind at a unit on its day. */
export const exampleCreate = (record: string, kind: string, unit: string, day: Day, fields: FieldValues): Act =>
  exampleAct('create', record, day, { kind, unit, day, fields });
