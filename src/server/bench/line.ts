/** One line of the table: what was measured, against its target and against the raw limit of the same run. */
export interface Line {
  readonly what: string;
  readonly measured: string;
  readonly raw: string;
  readonly ratio: string;
  readonly target: string;
  readonly reached: boolean | null;
  readonly note?: string;
}

/** Milliseconds of each call, one after the other. */
export async function timesOf(calls: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const taken: number[] = [];
  for (const call of calls) {
    const start = performance.now();
    await call();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b);
}

/** The value below which a share of sorted values lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const ratioOf = (value: number, raw: number): string => `${(value / raw).toFixed(2)} ×`;

/** Markdown of the whole table. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ what, measured, raw, ratio, target, reached, note }) => {
    const verdict = reached === null ? '–' : reached ? 'yes' : '**no**';
    return `| ${what}${note ? ` (${note})` : ''} | ${measured} | ${raw} | ${ratio} | ${target} | ${verdict} |`;
  });
  return ['| what | measured | raw limit | ratio | target | reached |', '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}
