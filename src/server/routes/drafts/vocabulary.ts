/** Words that a draft may use: duties, seats, bodies and record kinds of its base; and how many must sign. */
import type { Reply } from '#contract';
import { cadences, type Day, type Library } from '#regime';
import { dutySentence } from '../words.ts';

type Vocabulary = Reply<'getDraft'>['vocabulary'];

export function vocabularyOf(library: Library, base: string, day: Day): Vocabulary {
  const since = library.packs.get(base)?.in_force ?? day;
  const law = library.under(base, day < since ? since : day);
  const duties = [...law.duties.values()];
  return {
    duties: duties.map((duty) => ({
      id: duty.id,
      name: duty.name,
      level: duty.holder.level,
      summary: dutySentence(duty),
      clauses: duty.clauses,
      measure: duty.measure.type,
    })),
    seats: [...law.seats.values()].map(({ id, name, levels: at }) => ({ id, name, levels: at })),
    bodies: [...law.bodies.values()].map(({ id, name, levels: at }) => ({ id, name, levels: at })),
    kinds: [...law.kinds.values()].map(({ id, name, levels: at }) => ({ id, name, levels: at })),
    groups: [...new Set(duties.map(({ group }) => group))].sort(),
    cadences: [...cadences],
    forces: ['duty', 'power', 'rule', 'definition', 'principle', 'prohibition', 'link'],
  };
}

/** How many persons sign a pack, as the law of the place assumes it (z-17); two where it says nothing. */
export function signersAt(library: Library, day: Day, place: string): number {
  const law = library.at(day, place);
  const value = law.assumptions.get('z-17')?.values?.some(({ key }) => key === 'signers')
    ? law.assumed('z-17', 'signers')
    : 2;
  return typeof value === 'number' && value >= 2 ? value : 2;
}
