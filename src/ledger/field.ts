/** Whether a value fits its field: type, length, list, level and place. One function per kind of field. */
import { isValidOn, isWithin, meetsCondition, type OrgView } from '#org';
import { type Day, type Field, findPeriod, isDay, type Law, type Words } from '#regime';
import { attachments, faultsOfFiles } from './attachment.ts';
import { assumedOr } from './counted.ts';
import { listOf, readSeat, unitOfTarget } from './credit.ts';
import type { Fault } from './fault.ts';
import { postEntry } from './post-entry.ts';
import type { FieldValue, FieldValues } from './record.ts';
import { faultOfText, longest } from './text.ts';

/** Where a value is given: the law and the tree, the record's unit and day. */
export interface Setting {
  readonly law: Law;
  readonly org: OrgView;
  readonly unit: string;
  readonly day: Day;
}

type Check = (field: Field, value: FieldValue, at: Setting) => Fault[];

const wrongKind = (field: Field, value: FieldValue): Fault[] => [
  { code: 'field_kind', field: field.id, wanted: field.kind, given: Array.isArray(value) ? 'list' : typeof value },
];
const some = (fault: Fault | undefined): Fault[] => (fault ? [fault] : []);

/** Entries of a list field: texts, none twice, not more than the field allows. */
const eachOf =
  (check: (field: Field, entry: string, at: Setting) => Fault[]): Check =>
  (field, value, at) => {
    if (!Array.isArray(value) || value.some((entry) => typeof entry !== 'string')) return wrongKind(field, value);
    const entries = value as readonly string[];
    const max = field.max ?? 1000;
    if (entries.length > max) return [{ code: 'field_too_many', field: field.id, entries: entries.length, max }];
    const twice = entries.find((entry, i) => entries.indexOf(entry) !== i);
    if (twice !== undefined) return [{ code: 'target_twice', field: field.id, value: twice }];
    return entries.flatMap((entry) => check(field, entry, at)).slice(0, 20);
  };

const textOf =
  (check: (field: Field, text: string, at: Setting) => Fault[]): Check =>
  (field, value, at) =>
    typeof value === 'string' ? check(field, value, at) : wrongKind(field, value);

function numberIn(field: Field, value: FieldValue, low: number, high: number, whole: boolean): Fault[] {
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
    return wrongKind(field, value);
  const min = field.min ?? low;
  const max = field.max ?? high;
  return value < min || value > max ? [{ code: 'number_outside', field: field.id, value, min, max }] : [];
}

function choice(field: Field, value: string): Fault[] {
  const options = (field.options ?? []).map((option) => option.id);
  return options.includes(value) ? [] : [{ code: 'choice_unknown', field: field.id, value, options }];
}

function unit(field: Field, code: string, at: Setting): Fault[] {
  const found = at.org.find(unitOfTarget(code));
  const facts = { field: field.id, value: code };
  if (!found) return [{ code: 'unit_unknown', ...facts }];
  if (!isValidOn(found, at.day)) return [{ code: 'unit_not_in_force', ...facts, day: at.day }];
  const own = at.org.find(at.unit);
  const { inside } = field;
  const isFree = inside !== undefined && assumedOr(at.law, inside.assume, inside.key, true) === false;
  if (!isFree && (!own || !isWithin(found.code, own.code)))
    return [{ code: 'target_outside', ...facts, unit: at.unit }];
  if (field.level !== undefined && found.level !== field.level)
    return [{ code: 'target_outside', ...facts, unit: at.unit, level: field.level }];
  if (field.farming !== undefined && !meetsCondition(found, { farming: field.farming }))
    return [{ code: 'target_outside', ...facts, unit: at.unit, farming: field.farming }];
  return [];
}

/** A seat on the record's line: at its unit, above it or below it; held by somebody that day if ever registered. */
function seat(field: Field, text: string, at: Setting): Fault[] {
  const named = readSeat(text);
  const facts = { field: field.id, value: text };
  const known = at.law.seats.get(named.seat);
  const held = at.org.find(named.unit);
  const own = at.org.find(at.unit);
  if (!held) return [{ code: 'unit_unknown', ...facts }];
  if (!known?.levels.includes(held.level)) return [{ code: 'seat_unknown', ...facts, level: held.level }];
  if (own && !isWithin(held.code, own.code) && !isWithin(own.code, held.code))
    return [{ code: 'target_outside', ...facts, unit: at.unit }];
  if (field.vacant) return [];
  const tenures = at.org.tenures(named.unit, named.seat);
  const isHeld = tenures.some((t) => t.from <= at.day && (t.to === null || at.day <= t.to));
  if (tenures.length === 0 || isHeld) return [];
  const nearest = tenures.filter((t) => t.from <= at.day).at(-1) ?? tenures[0];
  const post = postEntry.nameOn(at.law, at.org.entries(named.unit), named.seat, held.level, at.day);
  const when = nearest && { from: nearest.from, to: nearest.to, span: spanWords(nearest) };
  return [{ code: 'day_outside_tenure', ...facts, day: at.day, post, ...when }];
}

const spanWords = ({ from, to }: { from: Day; to: Day | null }): Words =>
  to === null ? { zh: `${from} 起`, en: `since ${from}` } : { zh: `${from} 至 ${to}`, en: `${from} to ${to}` };

/** A body that the law knows at the record's level. */
function body(field: Field, id: string, at: Setting): Fault[] {
  const level = at.org.find(at.unit)?.level;
  const isKnown = level !== undefined && at.law.bodies.get(id)?.levels.includes(level);
  return isKnown ? [] : [{ code: 'body_unknown', field: field.id, value: id.slice(0, 80), level }];
}

function household(field: Field, text: string): Fault[] {
  if (text.trim() === '' || text !== text.trim()) return wrongKind(field, text);
  return some(faultOfText(field.id, text, 40, false));
}

/** Persons are named by the id of their entry, made by whoever enters them; those of the sample say so. */
const personId = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|sample-[0-9]+-[0-9]+)$/;

const checks: Record<Field['kind'], Check> = {
  text: textOf((field, text) => some(faultOfText(field.id, text, field.max ?? longest.text, false))),
  note: textOf((field, text) => some(faultOfText(field.id, text, field.max ?? longest.note, true))),
  day: textOf((field, text) => (isDay(text) ? [] : [{ code: 'day_invalid', field: field.id, day: text.slice(0, 40) }])),
  number: (field, value) => numberIn(field, value, -1e12, 1e12, false),
  year: (field, value) => numberIn(field, value, 1949, 2200, true),
  yes_no: (field, value) => (typeof value === 'boolean' ? [] : wrongKind(field, value)),
  choice: textOf(choice),
  choices: eachOf(choice),
  unit: textOf(unit),
  units: eachOf(unit),
  seats: eachOf(seat),
  body: textOf(body),
  households: eachOf(household),
  files: faultsOfFiles,
  person: textOf((field, id) => (personId.test(id) ? [] : wrongKind(field, id))),
  duty: textOf((field, id, at) =>
    at.law.duties.has(id) ? [] : [{ code: 'duty_unknown', field: field.id, value: id.slice(0, 80) }],
  ),
  period: textOf((field, key) =>
    key === 'standing' || findPeriod(key) || (key.startsWith('T') && isDay(key.slice(1))) ? [] : wrongKind(field, key),
  ),
};

/** Nothing given: absent, null, an empty text or list. */
export const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Every fault of a full set of field values: unknown fields, missing ones, and values that do not fit. */
export function faultsOfFields(
  fields: readonly Field[],
  values: Readonly<Record<string, FieldValue>>,
  at: Setting,
): Fault[] {
  const known = new Map(fields.map((field) => [field.id, field]));
  const unknown = Object.keys(values).filter((id) => !known.has(id));
  const faults: Fault[] = unknown.map((id) => ({
    code: 'field_unknown',
    field: id.slice(0, 80),
    fields: [...known.keys()],
  }));
  for (const field of fields) {
    const value = values[field.id];
    if (value === undefined || isEmpty(value)) {
      if (field.required) faults.push({ code: 'field_required', field: field.id });
    } else faults.push(...checks[field.kind](field, value, at));
  }
  return faults;
}

/** Something that is fine to record but not as usual: the field, what an assumption expects there, and what was given. */
export interface Hint {
  readonly assumption: string;
  readonly field: string;
  readonly expected: string;
  readonly given: string;
}

/** Seats other than an assumption expects (g-6: who chairs). Never a reason to refuse. */
function hints(law: Law, { kind: id, fields }: { kind: string; fields: FieldValues }): Hint[] {
  return (law.kinds.get(id)?.fields ?? []).flatMap(({ id: field, expected }) => {
    const given = readSeat(listOf(fields[field])[0] ?? '').seat;
    const key = String(expected && fields[expected.by]);
    const known = law.assumptions.get(expected?.assume ?? '')?.values?.some((value) => value.key === key);
    if (!expected || !known || given === '') return [];
    const seat = String(law.assumed(expected.assume, key));
    return seat === given ? [] : [{ assumption: expected.assume, field, expected: seat, given }];
  });
}

/** What was entered: hints on what is not as usual, the files that fields name, the first fault of a text. */
export const entered = { hints, files: attachments, textFault: faultOfText };
