/** Changes of one person put onto what another has saved meanwhile. */

export interface Changed<T> {
  /** As the changes began from it. */
  readonly from: readonly T[];
  readonly rows: readonly T[];
}

/**
 * The latest rows with those that were changed here; `both` makes a row that the other changed too. Undefined where such a
 * row is there and nothing says how to make it.
 */
export function carried<T>(
  { from, rows }: Changed<T>,
  latest: readonly T[],
  key: (row: T) => string,
  both?: (mine: T) => T,
): readonly T[] | undefined {
  const before = new Map(from.map((row) => [key(row), row]));
  const mine = new Map(rows.filter((row) => before.get(key(row)) !== row).map((row) => [key(row), row]));
  const untouched = (row: T): boolean => JSON.stringify(before.get(key(row))) === JSON.stringify(row);
  if (!both && latest.some((row) => mine.has(key(row)) && !untouched(row))) return undefined;
  return latest.map((row) => {
    const own = mine.get(key(row));
    if (own === undefined) return row;
    return untouched(row) || !both ? own : both(own);
  });
}
