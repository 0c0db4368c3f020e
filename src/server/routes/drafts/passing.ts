/** How the work of duties passes from the old law to a new one: which running period is dropped, and which counts first. */
import type { Reply } from '#contract';
import { periods } from '#ledger';
import { nation } from '#org';
import { addDays, type Day, type Law, type Library, levels, Refusal, type ResolvedDuty, yearOf } from '#regime';

export type Passing = NonNullable<NonNullable<Reply<'getDraft'>['impact']>['passing']>;

/**
 * Every duty that begins anew or ends on the day a pack takes force at a place. Assumption z-8 counts a period only where
 * the duty binds on its first day, so work may be owed under neither law between the two; here that is said beforehand.
 */
export function passingOf(before: Library, after: Library, place: string, day: Day): Passing {
  const [old, next] = [before.at(addDays(day, -1), place), after.at(day, place)];
  const rows: Passing = [];
  // Above the place nothing passes: its levels are under the law of another ground.
  const below = levels.slice(Math.max(0, lengths.indexOf(place === nation ? 0 : place.length)));
  for (const id of new Set([...old.duties.keys(), ...next.duties.keys()])) {
    const [was, is] = [binding(old, id), binding(next, id)];
    const duty = is ?? was;
    if (!duty || !below.includes(duty.holder.level) || (was && is && is.from !== day)) continue;
    const running = was && runningOver(old, was, day);
    const counted = is ? comingOf(next, is, day) : [];
    const ends = running && !counted.some(({ key }) => key === running.key) ? running.key : null;
    const first = counted[0] ?? null;
    if (ends === null && first === null) continue;
    const { name, holder } = duty;
    rows.push({ duty: id, name, level: holder.level, ends, first: first?.key ?? null, from: first?.from ?? null });
  }
  return rows;
}

/** Length of a unit's code by its level, the nation first. */
const lengths = [0, 2, 4, 6, 9, 12];

/**
 * The nearest pack that rules the ground of a draft and that it does not stand on: its rules end there on the day. The
 * ground's own older pack is not meant; it is superseded.
 */
export function bypassedBy(
  library: Library,
  { base, inForce }: { readonly base: string; readonly inForce: Day },
  home: string,
): string | null {
  try {
    const stands = new Set(library.under(base, inForce).chain.map(({ id }) => id));
    const ruling = library.at(inForce, home).chain;
    return ruling.find(({ id, jurisdiction }) => jurisdiction !== home && !stands.has(id))?.id ?? null;
  } catch (error) {
    // Before any law there is none to be passed over.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const binding = (law: Law, id: string): ResolvedDuty | undefined => {
  const duty = law.duties.get(id);
  return duty && law.skipLevels.has(duty.holder.level) ? undefined : duty;
};

const dated = (law: Law, duty: ResolvedDuty, year: number, day: Day): { key: string; from: Day; to: Day }[] =>
  periods
    .counted(law, duty, year, day)
    .flatMap(({ period: { key, from, to } }) => (to === null ? [] : [{ key, from, to }]));

/** The period that counts under the law before and goes on beyond the day. */
const runningOver = (law: Law, duty: ResolvedDuty, day: Day): { key: string } | undefined =>
  dated(law, duty, yearOf(day), addDays(day, -1)).find(({ from, to }) => from < day && to >= day);

/** Periods that count under the new law, the first of this year or the next first. */
const comingOf = (law: Law, duty: ResolvedDuty, day: Day): { key: string; from: Day }[] =>
  [yearOf(day), yearOf(day) + 1]
    .flatMap((year) => dated(law, duty, year, day))
    .filter(({ to }) => to >= day)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
