import type { Overview } from '#contract';

export type { Overview };
export type Child = Overview['children'][number];

/** Lists of obligations open inside a county and below; above it only for the unit itself. */
export function opensToList(level: string): boolean {
  return level === 'county' || level === 'township' || level === 'village';
}
