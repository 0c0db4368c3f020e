/** What every import is made of: its sheet, and rows looked at a portion at a time. */
import { Refusal } from '#regime';
import type { SheetColumn, SheetRow } from './import-sheet.ts';

export interface Named {
  readonly zh: string;
  readonly en: string;
}

/** The sheet that an import reads, and what its files are called. */
export interface ImportSheet {
  readonly columns: readonly SheetColumn[];
  readonly names: Named;
  readonly rejected: Named;
}

/** A row that does not go in, and which column of it is to be mended. */
export interface Bad {
  readonly row: SheetRow;
  readonly column: string;
  readonly refusal: Refusal;
}

/** Some rows, looked at. */
export interface Batch {
  readonly rows: number;
  /** In already. */
  readonly known: number;
  /** Fit to go in. */
  readonly fresh: number;
  readonly bad: readonly Bad[];
  /** Puts in what is fit; how many went in. */
  write(): Promise<number>;
}

export interface Importing extends ImportSheet {
  look(rows: readonly SheetRow[]): Promise<Batch>;
}

/** Refuses a row that lacks a required cell, or whose number the spreadsheet has cut. */
export function requireWhole(columns: readonly SheetColumn[], { cells, cut }: SheetRow): void {
  const [first] = cut;
  if (first !== undefined) throw new Refusal('cell_digits', { field: first, value: cells[first] ?? '' });
  for (const { id, required } of columns)
    if (required && (cells[id] ?? '') === '') throw new Refusal('field_required', { field: id });
}

/** What a row comes to, or what is wrong with it; `fallback` is the column of a refusal that names none. */
export function tried<T extends object>(row: SheetRow, fallback: string, judge: () => T): T | Bad {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { field } = error.facts;
    return { row, column: typeof field === 'string' ? field : fallback, refusal: error };
  }
}

export const isBad = (one: object): one is Bad => 'refusal' in one;

/** Rows that were judged, as a batch: what is known or bad is only counted. */
export function batchOf<T extends { readonly isKnown: boolean }>(
  looked: readonly (T | Bad)[],
  write: (fresh: readonly T[]) => Promise<number>,
): Batch {
  const bad = looked.filter(isBad);
  const good = looked.filter((one): one is T => !isBad(one));
  const fresh = good.filter((one) => !one.isKnown);
  return {
    ...{ rows: looked.length, known: good.length - fresh.length, fresh: fresh.length, bad },
    write: () => write(fresh),
  };
}

/** Counties written at a time: while one waits for the disk, another is sent. */
const together = 4;

/** Writes what belongs to each county by itself; how many went in. */
export async function homeByHome<T>(
  fresh: readonly T[],
  countyOf: (one: T) => string,
  write: (county: string, rows: readonly T[]) => Promise<number>,
): Promise<number> {
  const homes = [...Map.groupBy(fresh, countyOf)];
  let done = 0;
  let next = 0;
  const writeOn = async (): Promise<void> => {
    for (let at = next++; at < homes.length; at = next++) {
      const [county, rows] = homes[at] as (typeof homes)[number];
      const written = await write(county, rows);
      done += written;
    }
  };
  await Promise.all(Array.from({ length: together }, writeOn));
  return done;
}
