/** What is being written, kept in this browser until it has been accepted, together with the ids of act and record. */
import { useCallback, useEffect, useState } from 'react';
import type { Value, Values } from './preset.ts';

/** The state of a record that an amendment was written against. */
export interface Seen {
  readonly version: number;
  readonly day: string;
  readonly fields: Values;
}

export interface Draft {
  /** Sending the same act id again has no effect, so a lost answer or a double click does no harm. */
  readonly act: string;
  readonly record: string;
  readonly day: string;
  readonly fields: Values;
  /** True once a person has changed something: only then is it worth keeping. */
  readonly touched: boolean;
  readonly seen?: Seen;
}

/** A random uuid; also where the page is not served from a secure address. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function read(key: string): Draft | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}
function write(key: string, draft: Draft | undefined): void {
  try {
    if (draft === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or closed storage must not stop anyone from writing.
  }
}

export interface DraftOf {
  readonly draft: Draft;
  /** True when the draft was found from before. */
  readonly found: boolean;
  readonly setField: (field: string, value: Value) => void;
  readonly setDay: (day: string) => void;
  /** Takes over what was settled against a newer state of the record; sent as an act of its own. */
  readonly settle: (settled: Pick<Draft, 'day' | 'fields'> & { seen: Seen }) => void;
  /** Forgets everything and begins anew from the start values. */
  readonly restart: () => void;
  /** Accepted: nothing is left to keep. */
  readonly clear: () => void;
}

/** The draft under `key`, or a new one from `start` (whose values win over a kept draft where a link asks for them). */
export function useDraft(
  key: string,
  start: () => Pick<Draft, 'day' | 'fields'> & { record?: string; seen?: Seen },
  preset: Values = {},
): DraftOf {
  const [found, setFound] = useState(() => read(key) !== undefined);
  const fresh = useCallback((): Draft => {
    const { record, day, fields, seen } = start();
    const made = { act: newId(), record: record ?? newId(), day, fields: { ...fields, ...preset }, touched: false };
    return seen ? { ...made, seen } : made;
  }, [start, preset]);
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = read(key);
    return kept ? { ...kept, fields: { ...kept.fields, ...preset } } : fresh();
  });
  useEffect(() => {
    if (draft.touched) write(key, draft);
  }, [key, draft]);
  return {
    draft,
    found,
    setField: (field, value) =>
      setDraft((old) => ({ ...old, touched: true, fields: { ...old.fields, [field]: value } })),
    setDay: (day) => setDraft((old) => ({ ...old, touched: true, day })),
    settle: (settled) => setDraft((old) => ({ ...old, ...settled, act: newId(), touched: true })),
    restart: () => {
      write(key, undefined);
      setFound(false);
      setDraft(fresh());
    },
    clear: () => write(key, undefined),
  };
}
