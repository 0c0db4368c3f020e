/** Builds what a law case describes: units with their parents, tenures, registers and records. */

import type { z } from 'zod';
import { type Act, type ActBody, type FieldValue, type FieldValues, perform, type RecordState } from '#ledger';
import {
  checkSuccession,
  isUnitCode,
  levelOf,
  memoryOrg,
  type OrgView,
  parentOf,
  type Tenure,
  type Unit,
  type UnitAct,
  type UnitCode,
} from '#org';
import { addDays, type Law, type RecordKind } from '#regime';
import type { LawCase, Targets } from './case-shape.ts';

type CaseUnit = LawCase['units'][number];
type CaseRecord = LawCase['records'][number];

/** The code `n` places after one: `433124101200` + 3 = `433124101203`; only the digits at its end count on. */
export function following(first: string, n: number): string {
  const digits = /\d+$/.exec(first)?.[0] ?? '';
  return first.slice(0, first.length - digits.length) + String(BigInt(digits) + BigInt(n)).padStart(digits.length, '0');
}

export const targetList = (targets: z.infer<typeof Targets> | undefined): string[] =>
  targets === undefined || Array.isArray(targets)
    ? (targets ?? [])
    : Array.from({ length: targets.count }, (_, n) => following(targets.first, n));

const kindByLevel = {
  nation: 'nation',
  province: 'province',
  city: 'city',
  county: 'county',
  township: 'township',
  village: 'village',
} as const;

function unitFrom(code: UnitCode, given: Omit<Partial<CaseUnit>, 'code'>): Unit {
  const level = levelOf(code);
  return {
    code,
    level,
    kind: (given.kind ?? kindByLevel[level]) as Unit['kind'],
    farming: given.farming ?? true,
    name: given.name ?? `示例${code}`,
    pinyin: 'shi li',
    validFrom: given.from ?? '1949-10-01',
    validTo: given.to === undefined ? null : addDays(given.to, 1),
  };
}

/** Ends the units that an act takes away and begins those that it makes. */
function applyUnitActs(units: Map<string, Unit>, acts: readonly UnitAct[]): void {
  checkSuccession(acts);
  for (const { day, from, to } of acts) {
    for (const code of to)
      if (!from.includes(code)) units.set(code, { ...(units.get(code) ?? unitFrom(code, {})), validFrom: day });
    for (const code of from)
      if (!to.includes(code)) units.set(code, { ...(units.get(code) ?? unitFrom(code, {})), validTo: day });
  }
}

/** Every unit that a case names, with the units above it. */
export function orgOf(one: LawCase): OrgView {
  const units = new Map<string, Unit>();
  const facts: { unit: string; fact: string; from: string; value: number }[] = [];
  for (const { code, times = 1, ...given } of one.units) {
    for (let n = 0; n < times; n += 1) {
      const at = following(code, n) as UnitCode;
      units.set(at, unitFrom(at, given));
      for (const fact of ['households', 'natural_villages'] as const)
        if (given[fact] !== undefined) facts.push({ unit: at, fact, from: '1949-10-01', value: given[fact] });
    }
  }
  const named = [
    one.place ?? '0',
    ...one.records.map((record) => record.unit),
    ...one.tenures.map((tenure) => tenure.seat.split(':')[0] ?? ''),
    ...one.expect.map((expected) => expected.unit),
    ...one.absent.map((absent) => absent.unit),
  ];
  for (const code of [...units.keys(), ...named]) {
    for (let at: UnitCode | null = isUnitCode(code) ? code : null; at !== null; at = parentOf(at))
      if (!units.has(at)) units.set(at, unitFrom(at, {}));
  }
  const acts = one.unit_acts.map((act, n) => ({
    id: String(n),
    note: '',
    ...act,
    from: act.from as UnitCode[],
    to: act.to as UnitCode[],
  }));
  applyUnitActs(units, acts);
  const tenures: Tenure[] = one.tenures.map(({ seat, person, from, to }) => {
    const [unit = '', word = ''] = seat.split(':');
    return { unit, seat: word, person, from, to: to ?? null, acting: false };
  });
  return memoryOrg({ units: [...units.values()], tenures, facts, acts });
}

/** Texts and numbers that a case does not care about; choices are never filled in, they decide what a record serves. */
function filled(kind: RecordKind, record: CaseRecord): FieldValues {
  const fields: Record<string, FieldValue> = {};
  for (const field of kind.fields) {
    if (!field.required) continue;
    if (field.kind === 'text' || field.kind === 'note') fields[field.id] = '示例';
    if (field.kind === 'day') fields[field.id] = record.day;
    if (field.kind === 'number') fields[field.id] = field.min ?? 1;
    if (field.kind === 'year') fields[field.id] = Number(record.day.slice(0, 4));
    if (field.kind === 'yes_no') fields[field.id] = false;
  }
  Object.assign(fields, record.fields);
  if (record.seats && kind.roles?.seats) fields[kind.roles.seats] = record.seats;
  const targets = targetList(record.targets);
  const field = kind.fields.find(({ id }) => id === kind.roles?.targets);
  if (targets.length > 0 && field) fields[field.id] = field.kind === 'unit' ? (targets[0] ?? '') : targets;
  return fields;
}

/** The record of a case, by the same `perform` that receives every act. Throws its Refusal. */
export function recordOf(law: Law, org: OrgView, record: CaseRecord): RecordState {
  const kind = law.kinds.get(record.kind);
  const act: Act = {
    id: `${record.id}-1`,
    record: record.id,
    verb: 'create',
    actor: 'operator',
    at: `${record.day}T08:00:00+08:00`,
    day: record.day,
    body: { kind: record.kind, unit: record.unit, day: record.day, fields: kind ? filled(kind, record) : {} },
  };
  const today = law.day > record.day ? law.day : record.day;
  let state = perform(law, org, undefined, act, today);
  const further = [
    ...record.acts,
    ...(record.withdrawn ? [{ verb: 'withdraw' as const, reason: '示例：登记有误' }] : []),
  ];
  for (const [n, one] of further.entries()) {
    const { verb, ...body } = typeof one === 'string' ? { verb: one } : one;
    state = perform(law, org, state, { ...act, id: `${record.id}-${n + 2}`, verb, body: given(body) }, today);
  }
  return state;
}

/** A body without the parts that were left out. */
const given = (body: Readonly<Record<string, unknown>>): ActBody =>
  Object.fromEntries(Object.entries(body).filter(([, part]) => part !== undefined));
