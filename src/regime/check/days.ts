/** Every day that a pack names must exist, and every span must end after it begins. */
import { isDay } from '../days/calendar.ts';
import { type Fault, fault, type PathStep, type Placed } from './fault.ts';
import type { PlacedPack } from './read-packs.ts';

const spans = [
  ['from', 'until'],
  ['from', 'to'],
  ['in_force', 'until'],
] as const;

function walk({ value, at }: Placed<unknown>, path: readonly PathStep[], faults: Fault[]): void {
  const part = path.reduce<unknown>((from, step) => (from as Record<PathStep, unknown>)[step], value);
  if (typeof part === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(part) && !isDay(part)) {
      faults.push(fault(at(...path), `没有这一天：${part}`, `there is no such day: ${part}`));
    }
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  const fields = part as Record<string, unknown>;
  for (const [begin, end] of spans) {
    const [first, last] = [fields[begin], fields[end]];
    if (typeof first === 'string' && typeof last === 'string' && isDay(first) && isDay(last) && last < first) {
      faults.push(fault(at(...path, end), `${last} 早于 ${first}`, `${last} is before ${first}`));
    }
  }
  const steps = Array.isArray(part) ? part.map((_, index) => index) : Object.keys(part);
  for (const step of steps) walk({ value, at }, [...path, step], faults);
}

/** Faults of all days of a pack. */
export function dayFaults(pack: PlacedPack): Fault[] {
  const faults: Fault[] = [];
  const parts: Placed<unknown>[] = [
    pack.regime,
    ...pack.clauses,
    ...pack.duties,
    ...pack.kinds,
    ...pack.assumptions,
    ...pack.calendar,
    ...pack.tasks,
    ...(pack.reach ? [pack.reach] : []),
  ];
  for (const part of parts) walk(part, [], faults);
  return faults;
}
