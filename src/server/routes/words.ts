/** Names in both languages of what the law speaks of: seats, bodies, kinds, clauses, assumptions. */
import { holdersOf, isHolder, postEntry } from '#ledger';
import { type Entry, meetsCondition, type Unit } from '#org';
import { dutyInWords, type Law, type Level, type RecordKind, type ResolvedDuty } from '#regime';

export interface Words {
  zh: string;
  en: string;
}

/** The name of a seat or body, or of the seats joined by `+`, as it is called at a level. */
export function holderName(law: Law, holder: string, level: Level): Words {
  return localName(law, [], holder, level, law.day);
}

/** The same at a unit: what it is called there on a day, and whether it is set up at all. */
export function localName(law: Law, entries: readonly Entry[], holder: string, level: Level, day: string): Words {
  const names = holder.split('+').map((id): Words => postEntry.labelOn(law, entries, id, level, day));
  return { zh: names.map((name) => name.zh).join('、'), en: names.map((name) => name.en).join(' and ') };
}

export interface SeatAt {
  /** Seat or body id. */
  readonly id: string;
  readonly body: string;
  readonly isSeat: boolean;
}

/** Seats of a unit that may owe something, and the bodies of its level, in the order of the law. */
export function seatsAt(law: Law, unit: Pick<Unit, 'level' | 'farming' | 'kind'>): SeatAt[] {
  if (unit.kind === 'statistical' || law.skipLevels.has(unit.level)) return [];
  const seats = [...law.seats.values()]
    .filter((seat) => !seat.staff && seat.levels.includes(unit.level) && meetsCondition(unit as Unit, seat.where ?? {}))
    .map((seat) => ({ id: seat.id, body: seat.body, isSeat: true }));
  const bodies = [...law.bodies.values()]
    .filter((body) => body.levels.includes(unit.level))
    .map((body) => ({ id: body.id, body: body.id, isSeat: false }));
  return [...seats, ...bodies];
}

/** Duties that a seat or body owes at its unit, alone or together with others; none that name units of another kind. */
export const dutiesOf = (law: Law, unit: Unit, seat: string): ResolvedDuty[] =>
  [...law.duties.values()].filter(
    (duty) => isHolder(law, duty, unit) && holdersOf(duty).some((holder) => holder.split('+').includes(seat)),
  );

/** The holder word under which a seat owes a duty. */
export const holderWord = (duty: ResolvedDuty, seat: string): string | undefined =>
  holdersOf(duty).find((holder) => holder.split('+').includes(seat));

export function clauseRefs(law: Law, ids: readonly string[]) {
  return ids.flatMap((id) => {
    const clause = law.clauses.get(id);
    return clause ? [clauseRef(clause)] : [];
  });
}

export const clauseRef = ({ id, citation, zh, en }: { id: string; citation: string; zh: string; en: string }) => ({
  id,
  citation,
  document: id.slice(0, id.indexOf('/')),
  zh,
  en,
});

export function assumptionRefs(law: Law, ids: Iterable<string>) {
  return [...new Set(ids)].sort(byNumber).flatMap((id) => {
    const found = law.assumptions.get(id);
    if (!found) return [];
    const { question, default: standard, reason, outside } = found;
    return [{ id, question, default: standard, reason, outside: outside === true }];
  });
}

/** g-2 before g-11. */
export function byNumber(a: string, b: string): number {
  const [at, bt] = [a.split('-'), b.split('-')];
  return at[0] === bt[0] ? Number(at[1]) - Number(bt[1]) : (at[0] ?? '') < (bt[0] ?? '') ? -1 : 1;
}

export const cadenceOf = ({ measure }: ResolvedDuty): string => ('cadence' in measure ? measure.cadence : measure.type);

const countedMeasures: ReadonlySet<string> = new Set(['count', 'coverage', 'holding']);

/** A record kind as forms need it; `serves` are the unit's duties that such a record can serve. */
export function kindShape(law: Law, kind: RecordKind, unit: Pick<Unit, 'level'>) {
  const { roles } = kind;
  const duties = [...law.duties.values()].filter((duty) => duty.holder.level === unit.level);
  const serves = duties.filter((duty) => duty.fulfilled_by.some((match) => match.kind === kind.id));
  // Whoever asks to be excused chooses among what is owed by count; the rest is never overdue.
  const owed = duties.filter((duty) => countedMeasures.has(duty.measure.type)).map(({ id, name }) => ({ id, name }));
  const bodies = [...law.bodies.values()]
    .filter((body) => body.levels.includes(unit.level))
    .map(({ id, name }) => ({ id, name }));
  return {
    id: kind.id,
    name: kind.name,
    minutes: kind.minutes,
    own_screen: kind.own_screen === true,
    fields: kind.fields.map((field) => ({
      id: field.id,
      name: field.name,
      kind: field.kind,
      required: field.required === true,
      options: field.options ?? (field.kind === 'duty' && roles?.excuses ? owed : field.kind === 'body' ? bodies : []),
      max: field.max ?? null,
      min: field.min ?? null,
      level: field.level ?? null,
      farming: field.farming ?? null,
      accepts: field.accepts ?? [],
      groups: field.groups === true,
      help: field.help ?? null,
    })),
    roles: {
      seats: roles?.seats ?? null,
      targets: roles?.targets ?? null,
      year: roles?.year ?? null,
      until: roles?.until ?? null,
    },
    serves: serves.map((duty) => ({ duty: duty.id, name: duty.name })),
  };
}

/** Measure, cadence, need and due day as one sentence. */
export const dutySentence = (duty: ResolvedDuty): Words => dutyInWords(duty);
