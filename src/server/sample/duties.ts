/** Records that serve what a unit owes, made from the law itself: what is owed, in which period, shown by which kind. */
import { conditionsOf, keyOf, type Obligation, obligations } from '#ledger';
import type { Unit } from '#org';
import { addDays, type Day, daysBetween, type RecordKind, type RecordMatch, type ResolvedDuty } from '#regime';
import type { Fields, Notebook, Place } from './notebook.ts';

/** Shares of a period in which a kind mostly happens: plans in spring, the rest all along. */
const seasons: Record<string, readonly [number, number]> = {
  'plan-document': [0.04, 0.35],
  'annual-report': [0, 0.08],
};

/** Serves everything that a unit owes this year, and the reports of the last, as far as its zeal goes. */
export function serveDuties(place: Place, year: number): void {
  const { book, unit } = place;
  const law = book.law();
  for (const duty of law.duties.values()) {
    if (duty.holder.level !== unit.level || duty.fulfilled_by.length === 0) continue;
    const isReport = duty.due?.next_year !== undefined;
    for (const asked of isReport ? [year - 1] : [year])
      for (const owed of obligations(law, book.org, unit.code, book.today, { duty: duty.id, year: asked }))
        serve(place, duty, owed, asked);
    if (duty.measure.type === 'often') showOften(place, duty, year);
  }
}

function serve(place: Place, duty: ResolvedDuty, owed: Obligation, year: number): void {
  const { measure } = duty;
  if (owed.period.key.startsWith('T') || (measure.type === 'coverage' && measure.of === 'households')) return;
  if (measure.type === 'coverage') {
    cover(place, duty, owed, year);
    return;
  }
  const { book, zeal } = place;
  const key = keyOf(owed);
  if (place.left?.has(key)) return;
  const aim = Math.max(owed.need ?? 1, owed.goal !== null && book.random.isLucky(zeal) ? owed.goal : 0);
  const isMissing = !book.random.isLucky(zeal + 0.08);
  if (isMissing) return;
  for (let at = book.served(key); at < aim; at += 1) {
    const day = dayFor(book, duty, owed, at, aim);
    if (day > book.today || day < firstDay(book)) continue;
    draft(place, duty, day, { year, holder: owed.holder });
  }
}

/** The law's own first day bounds what can be recorded. */
const firstDay = (book: Notebook): Day => book.law().regime.in_force;

/** The `at`-th of `aim` days in the period; a report comes in January, or, now and then, too late. */
function dayFor(book: Notebook, duty: ResolvedDuty, owed: Obligation, at: number, aim: number): Day {
  const { period, due } = owed;
  if (duty.due?.next_year && due) {
    const isLate = book.random.isLucky(0.15);
    return isLate ? book.dayWithin(addDays(due, 4), addDays(due, 30)) : book.dayWithin(addDays(due, -26), due);
  }
  const kind = duty.fulfilled_by[0]?.kind ?? '';
  const [from, to] =
    period.to === null ? [addDays(book.today, -420), addDays(book.today, -40)] : [period.from, period.to];
  const [early, late] = period.to === null ? [0, 1] : (seasons[kind] ?? [0.05, 0.95]);
  const days = daysBetween(from, to);
  const start = addDays(from, Math.floor(days * (early + ((late - early) * at) / aim)));
  return book.dayWithin(start, addDays(from, Math.floor(days * (early + ((late - early) * (at + 1)) / aim))));
}

/** One record that names many targets: measure sheets of all villages, counties inspected. */
function cover(place: Place, duty: ResolvedDuty, owed: Obligation, year: number): void {
  const { book, unit, zeal } = place;
  const level = targetLevels[duty.measure.type === 'coverage' ? duty.measure.of : ''];
  if (!level) return;
  const listed = book.org.list(unit.code, level, { farming: true }, book.today);
  // Placeholders and development zones have no government to inspect.
  const all = listed.filter((code) => book.org.find(code)?.kind !== 'statistical');
  const share = book.random.isLucky(zeal) ? 1 : 0.5 + book.random.share() * 0.45;
  const reached = book.random.shuffled(all).slice(0, Math.round(all.length * share));
  const field = targetsField(book, duty.fulfilled_by[0]);
  if (!field || owed.period.to === null) return;
  const most = Math.min(60, field.max ?? 60);
  const parts = Math.ceil(reached.length / most);
  for (let at = 0; at < parts; at += 1) {
    const day = dayFor(book, duty, owed, at, parts);
    if (day > book.today) continue;
    const targets = reached.slice(at * most, (at + 1) * most).sort();
    draft(place, duty, day, { year, holder: owed.holder, more: { [field.id]: targets } });
  }
}

const targetLevels: Record<string, Unit['level'] | undefined> = {
  villages: 'village',
  townships: 'township',
  counties: 'county',
};

function targetsField(book: Notebook, match: RecordMatch | undefined) {
  const kind = book.law().kinds.get(match?.kind ?? '');
  return kind?.fields.find(({ id }) => id === kind.roles?.targets);
}

/** Things asked for often without a number: one record this year where nothing else shows it. */
function showOften(place: Place, duty: ResolvedDuty, year: number): void {
  const { book, unit, zeal } = place;
  const match = duty.fulfilled_by[0];
  if (!match || match.kind.includes('visit') || unit.level === 'village' || !book.random.isLucky(zeal)) return;
  const day = book.dayWithin(`${year}-01-10`, `${year}-12-10`);
  if (day <= book.today) draft(place, duty, day, { year, holder: duty.holder.seats?.[0] ?? '' });
}

/** Shows some of the duties that set no number by a paper each, so that their rows are not empty. */
export function showStanding(place: Place, year: number, share: number): void {
  const { book, unit } = place;
  for (const duty of book.law().duties.values()) {
    if (duty.holder.level !== unit.level || !['standing', 'event'].includes(duty.measure.type)) continue;
    if (duty.fulfilled_by[0]?.kind !== 'document-record' || !book.random.isLucky(share)) continue;
    if (!fits(duty, unit)) continue;
    const day = book.dayWithin(`${year}-01-05`, book.today);
    if (day > book.today) continue;
    draft(place, duty, day, { year, holder: duty.holder.seats?.[0] ?? '' });
  }
}

const fits = ({ holder: { where } }: ResolvedDuty, unit: Unit): boolean =>
  (where?.farming === undefined || where.farming === unit.farming) &&
  (!where?.kinds || (where.kinds as readonly string[]).includes(unit.kind));

interface Wanted {
  readonly year: number;
  readonly holder: string;
  readonly more?: Fields;
}

function draft(place: Place, duty: ResolvedDuty, day: Day, wanted: Wanted): void {
  const { book, unit } = place;
  const match = duty.fulfilled_by[0] as RecordMatch;
  const kind = book.law(day).kinds.get(match.kind);
  if (!kind?.levels.includes(unit.level)) return;
  const fields = fieldsFor(place, kind, match, duty, day, wanted);
  if (fields) book.record({ kind: kind.id, unit: unit.code, day, fields }, true);
}

/** Field values by which a record serves a duty; undefined where the tree holds nothing to name. */
function fieldsFor(
  { book, unit }: Place,
  kind: RecordKind,
  match: RecordMatch,
  duty: ResolvedDuty,
  day: Day,
  { year, holder, more }: Wanted,
): Fields | undefined {
  const fields: Fields = {};
  for (const [id, wanted] of Object.entries(conditionsOf(book.law(day), match) ?? {})) {
    if (id === 'from_level') continue;
    const value = typeof wanted === 'object' ? book.random.pick(wanted) : wanted;
    fields[id] = kind.fields.find((field) => field.id === id)?.kind === 'choices' ? [String(value)] : value;
  }
  const named = duty.holder.mode === 'each' && duty.holder.seats ? holder : undefined;
  for (const field of kind.fields) {
    if (fields[field.id] !== undefined) continue;
    if (field.id === kind.roles?.seats && named !== undefined) {
      const tenures = book.org.tenures(unit.code, named);
      const isHeld = tenures.length === 0 || tenures.some((one) => one.from <= day && (one.to ?? day) >= day);
      if (!isHeld) return undefined;
      fields[field.id] = [`${unit.code}:${named}`];
    } else if (field.kind === 'year') fields[field.id] = year;
    else if (field.kind === 'text' && field.required) fields[field.id] = titleFor(unit, kind, fields, duty, year);
    else if (field.kind === 'unit' && field.required) {
      const code = placeFor(book, unit, field.level, field.farming);
      if (code === undefined) return undefined;
      fields[field.id] = code;
    } else if (field.kind === 'choice' && field.required) fields[field.id] = field.options?.[0]?.id ?? '';
  }
  if (kind.id === 'meeting' && book.random.isLucky(0.8)) fields.topics = ['hear-report', book.random.pick(topics)];
  if (kind.id === 'study-session') fields.texts = [book.random.pick(texts), 'new-instructions'];
  if (kind.id === 'inspection') fields.problems = book.random.whole(0, 12);
  return { ...fields, ...more };
}

const topics = ['set-tasks', 'decide', 'solve-problem'];
const texts = ['responsibility-measures', 'promotion-law', 'party-rural-work-regulations'];

function placeFor(book: Notebook, unit: Unit, level: Unit['level'] | undefined, farming: boolean | undefined) {
  const all = book.org.list(unit.code, level ?? 'village', farming === undefined ? {} : { farming }, book.today);
  const governed = all.filter((code) => book.org.find(code)?.kind !== 'statistical');
  return governed.length === 0 ? undefined : book.random.pick(governed);
}

/** A title in plain Chinese: the unit, the year, what it is. */
function titleFor(unit: Unit, kind: RecordKind, fields: Fields, duty: ResolvedDuty, year: number): string {
  const words = kind.fields.flatMap((field) => {
    if (!field.options) return [];
    const value = fields[field.id];
    const first = Array.isArray(value) ? value[0] : value;
    return field.options.find((option) => option.id === first)?.name.zh ?? [];
  });
  const [what = duty.name.zh, about] = words;
  const clean = (text: string): string => text.replace(/（.*?）/g, '').replace(/[、，]/g, '和');
  const isNamed = about === undefined || clean(what).includes(clean(about));
  return `${unit.name}${year}年${isNamed ? clean(what) : `${clean(about)}：${clean(what)}`}`;
}
