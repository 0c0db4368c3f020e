/** Whether an act may be done, and what the record is after it. Every refusal names the field and what to mend. */
import { isValidOn, type OrgView, type Unit } from '#org';
import { type Day, isDay, type Law, type RecordKind, Refusal, type ResolvedDuty } from '#regime';
import { owesCount } from './counted.ts';
import { listOf, readSeat, yearOfPeriod } from './credit.ts';
import { type Fault, refuseFaults } from './fault.ts';
import { faultsOfFields, isEmpty } from './field.ts';
import { applyAct, openActs, setsFields, stepOf, writes } from './fold.ts';
import { holdersOf, isHolder, obligationAt } from './owe.ts';
import { faultsOfPosts, postEntry } from './post-entry.ts';
import type { Act, RecordState } from './record.ts';
import { faultsOfSeating } from './seating.ts';
import { faultOfText, longest } from './text.ts';

function kindFor(law: Law, org: OrgView, state: RecordState | undefined, act: Act): RecordKind {
  const [id, code] = [state?.kind ?? act.body.kind ?? '', state?.unit ?? act.body.unit ?? ''];
  const absent = Object.entries({ kind: id, unit: code }).filter(([, value]) => value === '');
  refuseFaults(absent.map(([field]) => ({ code: 'field_required', field })));
  const kind = law.kinds.get(id);
  if (!kind) {
    const kinds = [...law.kinds.keys()];
    throw new Refusal('kind_unknown', { field: 'kind', kind: id.slice(0, 80), unit: code.slice(0, 40), kinds });
  }
  const unit = org.find(code);
  if (!unit) throw new Refusal('unit_unknown', { field: 'unit', value: code.slice(0, 40) });
  if (!kind.levels.includes(unit.level))
    throw new Refusal(
      'kind_not_at_level',
      { field: 'kind', value: id, level: unit.level, levels: kind.levels },
      kind.clauses,
    );
  return kind;
}

function refuseStep(kind: RecordKind, state: RecordState | undefined, act: Act): void {
  const { version } = act.body;
  if (version !== undefined && version !== (state?.version ?? 0))
    throw new Refusal('version_conflict', { field: 'version', given: version, version: state?.version ?? 0 });
  const step = stepOf(kind, act.verb, state?.state);
  if (!step)
    throw new Refusal('act_not_open', { verb: act.verb, state: state?.state ?? null, open: openActs(kind, state) });
  const reason = act.body.reason ?? '';
  if (step.reason && reason.trim() === '') throw new Refusal('reason_required', { field: 'reason', verb: act.verb });
  const fault = faultOfText('reason', reason, longest.note, true);
  if (fault) refuseFaults([fault]);
  refuseFaults(faultsOfSet(step.sets ?? [], act));
  refuseFaults(faultsOfMending(kind, act));
  const fixed = (['kind', 'unit'] as const).find((part) => state && (act.body[part] ?? state[part]) !== state[part]);
  if (fixed) throw new Refusal('field_fixed', { field: fixed, value: state?.[fixed] });
}

/** Acts that do not write set the fields that the pack names, all of them, and no others. */
function faultsOfSet(sets: readonly string[], { verb, body }: Act): Fault[] {
  if (verb === 'create' || writes(verb)) return [];
  const given = body.fields ?? {};
  const missing = sets.filter((field) => isEmpty(given[field])).map((field) => ({ code: 'field_required', field }));
  const strange = Object.keys(given).filter((field) => !sets.includes(field));
  return [...missing, ...strange.map((field) => ({ code: 'field_fixed', field: field.slice(0, 80) }))];
}

/** What is to be mended is said of the day or of fields that there are, and only when a record is returned. */
function faultsOfMending(kind: RecordKind, { verb, body: { mend } }: Act): Fault[] {
  if (!mend) return [];
  if (verb !== 'return') return [{ code: 'field_unknown', field: 'mend', kind: kind.id }];
  const known = new Set(['day', ...kind.fields.map((field) => field.id)]);
  return Object.entries(mend).flatMap(([field, text]) => {
    if (!known.has(field)) return [{ code: 'field_unknown', field, kind: kind.id }];
    const fault = faultOfText(field, text, longest.text, true);
    return fault ? [fault] : [];
  });
}

function faultsOfDay(org: OrgView, record: RecordState, given: unknown, today: Day): Fault[] {
  if (typeof given !== 'string' || !isDay(given))
    return [{ code: given === undefined ? 'field_required' : 'day_invalid', field: 'day', day: given }];
  if (given > today) return [{ code: 'day_future', field: 'day', day: given, today }];
  const unit = org.find(record.unit);
  if (!unit || isValidOn(unit, given)) return [];
  return [
    { code: 'unit_not_in_force', field: 'unit', value: unit.code, day: given, from: unit.validFrom, to: unit.validTo },
  ];
}

/** A waiver must name something that this unit owes: a counted duty, one of its periods, one of its seats. */
function faultsOfWaiver(law: Law, org: OrgView, kind: RecordKind, record: RecordState, today: Day): Fault[] {
  const excuses = kind.roles?.excuses;
  const unit = org.find(record.unit);
  if (!excuses || !unit) return [];
  const duty = law.duties.get(String(record.fields[excuses.duty] ?? ''));
  if (!duty) return [];
  if (!owesCount(duty) || !isHolder(law, duty, unit))
    return [{ code: 'waiver_duty', field: excuses.duty, value: duty.id, duty: duty.name, unit: unit.name }];
  const seat = excuses.seat === undefined ? undefined : listOf(record.fields[excuses.seat])[0];
  const named = seat === undefined ? '' : readSeat(seat).seat;
  const ofSeat = (holder: string): boolean =>
    holder === named || (duty.holder.mode === 'joint' && holder.split('+').includes(named));
  const holders = holdersOf(duty).filter((holder) => named === '' || ofSeat(holder));
  if (holders.length === 0 || (seat !== undefined && readSeat(seat).unit !== unit.code))
    return [{ code: 'waiver_seat', field: excuses.seat ?? '', value: seat, ...namesOf(law, org, unit, duty, named) }];
  const period = String(record.fields[excuses.period] ?? '');
  const key = { duty: duty.id, unit: unit.code, period, year: yearOfPeriod(period) };
  const isOwed = holders.some((holder) => obligationAt(law, org, { ...key, holder }, today) !== undefined);
  return isOwed ? [] : [{ code: 'waiver_period', field: excuses.period, value: period, duty: duty.name }];
}

/** A seat and those who owe a duty, as they are called at the unit. */
function namesOf(law: Law, org: OrgView, unit: Unit, duty: ResolvedDuty, seat: string) {
  const nameOf = (post: string) => postEntry.nameOn(law, org.entries(unit.code), post, unit.level, law.day);
  return { post: nameOf(seat), holders: holdersOf(duty).flatMap((holder) => holder.split('+').map(nameOf)) };
}

/**
 * The record after an act, or a Refusal. `law` is the law at the record's unit on the act's day, `today` the day of
 * receipt (Asia/Shanghai). Codes: unit_unknown, unit_not_in_force, kind_unknown, kind_not_at_level, act_not_open,
 * version_conflict, reason_required, field_fixed, field_unknown, field_required, field_kind, field_too_many,
 * day_invalid, number_outside, choice_unknown, duty_unknown, seat_unknown, text_too_long, text_broken, day_future,
 * day_outside_tenure, target_outside, target_twice, seat_elsewhere,
 * until_before_from, deputy_is_holder, body_unknown, post_not_set_up, post_held, entry_elsewhere, entry_twice,
 * entry_carrier_missing, entry_carrier_needless, entry_carrier_itself, waiver_duty, waiver_seat, waiver_period.
 */
export function perform(law: Law, org: OrgView, state: RecordState | undefined, act: Act, today: Day): RecordState {
  const kind = kindFor(law, org, state, act);
  refuseStep(kind, state, act);
  const record = applyAct(law, state, act);
  if (state && !setsFields(kind, state, act)) return record;
  const days = faultsOfDay(org, record, act.body.day ?? state?.day, today);
  const at = { law, org, unit: record.unit, day: days.length === 0 ? record.day : today };
  const faults = [...days, ...faultsOfFields(kind.fields, record.fields, at)];
  if (faults.length === 0)
    faults.push(
      ...faultsOfSeating(law, org, kind, record),
      ...faultsOfPosts(law, org, kind, record),
      ...faultsOfWaiver(law, org, kind, record, today),
    );
  refuseFaults(faults, kind.clauses);
  return record;
}
