/**
 * A share 0..1 as a percentage with one decimal; `–` where nothing was due. Rounding never crosses a bound: not up to
 * 100 %, not down to 0 %, and not over one of `bounds`, so that the figure fits the word that stands beside it.
 */
export function percent(rate: number | null, bounds: readonly number[] = []): string {
  if (rate === null) return '–';
  const tenths = Math.round(rate * 1000);
  if (rate > 0 && tenths === 0) return '0.1%';
  const crossed = [...bounds, 1].some((bound) => rate < bound && tenths / 1000 >= bound);
  return `${((crossed ? tenths - 1 : tenths) / 10).toFixed(1)}%`;
}
