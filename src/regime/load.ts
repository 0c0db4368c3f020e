/** From the texts of pack files to a library: read, checked as a whole, refused as a whole. */
import { dayFaults } from './check/days.ts';
import { dutyFaults } from './check/duties.ts';
import { type Fault, isDangling } from './check/fault.ts';
import { overrideFaults } from './check/overridden.ts';
import { reachFaults } from './check/reach.ts';
import { type PackText, type PlacedPack, readPacks } from './check/read-packs.ts';
import { recordFaults } from './check/records.ts';
import { assumptionFaults, calendarFaults, clausesFaults, regimeFaults, taskFaults } from './check/regimes.ts';
import { scopeOf } from './check/scope.ts';
import { templateFaults } from './check/templates.ts';
import { tighteningFaults } from './check/tightening.ts';
import { compareClauses } from './clause-order.ts';
import type { Library, PackContent } from './law.ts';
import { Refusal } from './refusal.ts';
import { libraryOf } from './resolve.ts';

function contentOf(pack: PlacedPack): PackContent {
  const values = <T>(items: readonly { value: T }[]): T[] => items.map((one) => one.value);
  return {
    regime: pack.regime.value,
    clauses: values(pack.clauses).toSorted((a, b) => compareClauses(a.id, b.id)),
    duties: values(pack.duties),
    kinds: values(pack.kinds),
    assumptions: values(pack.assumptions),
    calendar: values(pack.calendar),
    tasks: values(pack.tasks),
    templates: values(pack.templates),
    reach: reachOf(pack),
    mark: pack.mark,
  };
}

function reachOf({ reach }: PlacedPack): PackContent['reach'] {
  const { groups = [], roles = [], grants = [] } = reach?.value ?? {};
  return { groups, roles, grants };
}

function checkPack(pack: PlacedPack, packs: readonly PlacedPack[]): Fault[] {
  const scope = scopeOf(pack, packs);
  const faults = [
    ...regimeFaults(scope, packs),
    ...clausesFaults(scope),
    ...dayFaults(pack),
    ...dutyFaults(scope),
    ...recordFaults(scope),
    ...assumptionFaults(scope),
    ...overrideFaults(scope),
    ...calendarFaults(scope),
    ...taskFaults(scope),
    ...templateFaults(scope),
    ...reachFaults(scope),
  ];
  const whole = packs.every((one) => !one.broken);
  return whole ? faults : faults.filter((one) => !isDangling(one));
}

/**
 * All packs out of their texts (`path` as `regimes/<pack>/duties/county.yaml`; what stands before `regimes/` is
 * ignored). Refusal `pack_invalid` {errors: [{file, line, field, message: {zh, en}}]} with every fault found, in the
 * order of files and lines. While a file cannot be read, nothing is said of what is named and missing; tightening is
 * judged once nothing else is wrong. Answers of clauses are judged by
 * `coverageOf`, law cases by the one who runs them.
 */
export function loadRegimes(texts: readonly PackText[]): Library {
  const { packs, faults } = readPacks(texts);
  const contents = new Map(packs.map((pack) => [pack.id, contentOf(pack)] as const));
  for (const pack of packs) faults.push(...checkPack(pack, packs));
  if (faults.length === 0) for (const pack of packs) faults.push(...tighteningFaults(pack, contents));
  if (faults.length > 0) {
    faults.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
    throw new Refusal('pack_invalid', { errors: faults });
  }
  return libraryOf(contents);
}
