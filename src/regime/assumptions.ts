/** What the law leaves open and what is taken instead, at one place on one day. */
import { byNumber, valueOn } from './figures.ts';
import type { AssumedValue, Law, Library } from './law.ts';
import type { Day, Words } from './pack.ts';

export interface AssumptionRow {
  readonly id: string;
  readonly question: Words;
  readonly default: Words;
  readonly reason: Words;
  /** Rests on knowledge outside the texts; the user must confirm it. */
  readonly outside: boolean;
  /** Pack whose entry holds here. */
  readonly regime: string;
  /** Values on the law's day, with the day since which each holds. */
  readonly values: readonly { readonly key: string; readonly from: Day; readonly value: AssumedValue }[];
  /** Where it acts, as the pack says: duty, record, rule, screen. */
  readonly actsIn: readonly string[];
  /** Duties in force in which it acts. */
  readonly duties: readonly { readonly duty: string; readonly name: Words }[];
  readonly clauses: readonly string[];
}

/** All assumptions in force under a law, in the order of their numbers. */
export function assumptionsOf(library: Library, law: Law): AssumptionRow[] {
  const acting = Map.groupBy(
    [...law.duties.values()].flatMap(({ id, name, acting: ids }) =>
      ids.map((one) => ({ one, duty: { duty: id, name } })),
    ),
    ({ one }) => one,
  );
  const rows = [...law.assumptions.values()].map((assumption): AssumptionRow => {
    const keys = [...new Set((assumption.values ?? []).map((entry) => entry.key))];
    return {
      id: assumption.id,
      question: assumption.question,
      default: assumption.default,
      reason: assumption.reason,
      outside: assumption.outside ?? false,
      regime: ownerOf(library, law, assumption.id),
      values: keys.flatMap((key) => {
        const value = valueOn(assumption, key, law.day);
        const begun = (assumption.values ?? []).filter((entry) => entry.key === key && entry.from <= law.day);
        return value === undefined ? [] : [{ key, from: begun.at(-1)!.from, value }];
      }),
      actsIn: assumption.acts_in,
      duties: (acting.get(assumption.id) ?? []).map(({ duty }) => duty),
      clauses: assumption.clauses ?? [],
    };
  });
  return rows.sort((a, b) => byNumber(a.id, b.id));
}

function ownerOf(library: Library, law: Law, id: string): string {
  const owner = law.chain.find((regime) => library.contents.get(regime.id)?.assumptions.some((one) => one.id === id));
  return (owner ?? law.regime).id;
}
