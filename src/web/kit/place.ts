/** Where and when the page looks: unit from the path; day, year and what-if regime from the address. */
import { useParams, useSearch } from '@tanstack/react-router';
import { readDay } from './day.ts';

export interface When {
  readonly day?: string;
  readonly year?: number;
  readonly regime?: string;
}
export type Search = When & { readonly [key: string]: string | number | undefined };

/**
 * Reads an address: every value stays text, except the year. Unknown shapes of day and year are said to be absent, so
 * that what stood in the address does not shine through.
 */
export function readSearch(raw: Record<string, unknown>): Search {
  const search: Record<string, string | number | undefined> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (typeof value === 'string' && value !== '') search[key] = value;
  }
  if ('day' in raw && readDay(String(raw.day)) !== raw.day) search.day = undefined;
  const year = Number(raw.year);
  if ('year' in raw) search.year = Number.isInteger(year) && year >= 2022 && year <= 2100 ? year : undefined;
  return search as Search;
}

export function parseAddress(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}
export function writeAddress(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text ? `?${text}` : '';
}

export function usePlace(): { code: string; search: Search; when: When; params: Record<string, string> } {
  const params = useParams({ strict: false }) as Record<string, string>;
  const search = useSearch({ strict: false }) as Search;
  const when: When = {
    ...(search.day === undefined ? {} : { day: search.day }),
    ...(search.year === undefined ? {} : { year: search.year }),
    ...(search.regime === undefined ? {} : { regime: search.regime }),
  };
  return { code: params.code ?? '0', search, when, params };
}

/** `when` without the what-if, for endpoints that know none. */
export function factual(when: When): Omit<When, 'regime'> {
  const { regime: _, ...rest } = when;
  return rest;
}
