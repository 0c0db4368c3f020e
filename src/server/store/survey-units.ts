/** One pass over the unit file before anything is loaded: kinds, farming flags and counts of the whole tree. */
import { ancestorsOf, type Kind, kindOf, levelOf, nation, type UnitCode } from '#org';
import type { Override, UnitRow } from './unit-file.ts';

/** A unit ready for the table. */
export type SurveyedUnit = {
  readonly code: UnitCode;
  readonly name: string;
  readonly pinyin: string;
  readonly kind: Kind;
  readonly farming: boolean;
};

export type Survey = {
  /** Nation to township, parents first within each branch. */
  upper: SurveyedUnit[];
  villages: number;
  /** Units at and below each unit down to township: scope → `level kind t|f` → number. */
  counts: Map<string, Map<string, number>>;
};

/** A profile as the key of `Survey.counts`, tabs between, ready for COPY. */
export const profileOf = (unit: { code: UnitCode; kind: Kind; farming: boolean }): string =>
  `${levelOf(unit.code)}\t${unit.kind}\t${unit.farming ? 't' : 'f'}`;

/** The kind and flag of a village row. */
export function villageOf([code, name, pinyin]: UnitRow, overrides: Map<string, Override>): SurveyedUnit {
  const other = overrides.get(code);
  const kind = other?.kind ?? kindOf(code, name);
  return { code, name, pinyin, kind, farming: other?.farming ?? kind === 'village' };
}

/** Reads all rows once and keeps those down to township; villages only leave their counts. */
export async function surveyUnits(rows: AsyncIterable<UnitRow[]>, overrides: Map<string, Override>): Promise<Survey> {
  const kept: UnitRow[] = [[nation, '全国', 'quan guo']];
  const counts = new Map<string, Map<string, number>>([[nation, new Map()]]);
  const farmed = new Set<string>();
  let villages = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      if (row[0].length < 12) {
        kept.push(row);
        counts.set(row[0], new Map());
        continue;
      }
      villages += 1;
      const village = villageOf(row, overrides);
      const township = row[0].slice(0, 9);
      add(counts, township, profileOf(village), 1);
      if (village.farming) farmed.add(township);
    }
  }
  for (const township of [...farmed]) for (const above of ancestorsOf(township as UnitCode)) farmed.add(above);
  const upper = kept.map(([code, name, pinyin]): SurveyedUnit => {
    const other = overrides.get(code);
    const kind = other?.kind ?? kindOf(code, name);
    return { code, name, pinyin, kind, farming: other?.farming ?? farmed.has(code) };
  });
  addUp(counts, upper);
  return { upper, villages, counts };
}

/** Lets every unit count at itself and above, and what lies below a township at the units above that. */
function addUp(counts: Survey['counts'], upper: SurveyedUnit[]): void {
  for (const unit of upper) {
    if (unit.code.length !== 9) continue;
    for (const [profile, units] of counts.get(unit.code) ?? []) {
      for (const above of ancestorsOf(unit.code)) add(counts, above, profile, units);
    }
  }
  for (const unit of upper) {
    for (const scope of [...ancestorsOf(unit.code), unit.code]) add(counts, scope, profileOf(unit), 1);
  }
}

function add(counts: Survey['counts'], scope: string, profile: string, units: number): void {
  const own = counts.get(scope);
  if (own === undefined) throw new Error(`the unit file has no row for ${scope}`);
  own.set(profile, (own.get(profile) ?? 0) + units);
}
