/** Bands of a rate, as the packs fix them (z-3): highest first, the first that holds the rate. */
import type { Overview } from '#contract';

export type Band = Overview['bands'][number];
interface Bound {
  readonly from: number;
  readonly open?: boolean | undefined;
}

/** The band of a rate 0..1; none where nothing was due. */
export function bandOf<B extends Bound>(bands: readonly B[], rate: number | null): B | undefined {
  if (rate === null) return undefined;
  return bands.find((band) => (band.open ? rate > band.from : rate >= band.from));
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;

/** What a band spans, in figures: `≥ 95%`, `80–95%`, `< 60%`, `0%`. */
export function spanOf(bands: readonly Bound[], index: number): string {
  const [band, above] = [bands[index], bands[index - 1]];
  if (!band) return '';
  if (!above) return `≥ ${percent(band.from)}`;
  if (above.from === band.from) return percent(band.from);
  return band.from === 0 ? `< ${percent(above.from)}` : `${percent(band.from)}–${percent(above.from)}`;
}

/** The shares at which bands begin. */
export const boundsOf = (bands: readonly Bound[]): number[] => bands.map((band) => band.from);

/** Places below this share may need help; from it on their way of doing may be of use to others. */
export const helpBelow = (bands: readonly Bound[]): number => bands[Math.min(1, bands.length - 1)]?.from ?? 0;
