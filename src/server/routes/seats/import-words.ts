/** What rows of an import say: units within reach, bodies and seats by what people call them, days, ids. */
import { createHash } from 'node:crypto';
import { postEntry } from '#ledger';
import { type Entry, isUnitCode, isWithin, type Reach, reach, type Unit, type UnitCode } from '#org';
import { isDay, type Law, Refusal } from '#regime';
import { holderName } from '../words.ts';
import type { SheetRow } from './import-sheet.ts';

/** An id that follows from content: the same row gives the same id, so that a second import changes nothing. */
export function idOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A day as a cell writes it: 2026/1/5 and 2026.1.5 are 2026-01-05. Refusal `day_invalid`. */
export function dayIn({ cells }: SheetRow, id: string): string {
  const text = cells[id] ?? '';
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  const day = parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : text;
  if (day !== '' && !isDay(day)) throw new Refusal('day_invalid', { field: id, day: text });
  return day;
}

/** The codes of units that rows name. */
export const codesIn = (rows: readonly SheetRow[]): UnitCode[] =>
  [...new Set(rows.map(({ cells }) => cells.unit ?? ''))].filter((code): code is UnitCode => isUnitCode(code));

/** Reads rows against the law and what whoever imports may do; remembers what it found. */
export class RowWords {
  readonly #within: Reach;
  readonly #under: UnitCode;
  readonly #named = new Map<string, ReadonlyMap<string, string>>();
  readonly #allowed = new Map<string, boolean>();

  constructor(within: Reach, under: UnitCode) {
    this.#within = within;
    this.#under = under;
  }

  /** The unit of a row. Refusal `unit_unknown`, also for one that is out of reach. */
  unit({ cells }: SheetRow, units: ReadonlyMap<string, Unit>): Unit {
    const code = cells.unit ?? '';
    const unit = isUnitCode(code) && isWithin(code, this.#under) ? units.get(code) : undefined;
    if (!unit || !this.#isAllowed(unit.code)) throw new Refusal('unit_unknown', { field: 'unit', value: code });
    return unit;
  }

  /** A seat, or body, of a unit by what a person would write: id, name, or what it is called at this level or there. */
  post(law: Law, of: 'seats' | 'bodies', unit: Unit, text: string, entries: readonly Entry[] = []): string | undefined {
    const known = this.#posts(law, of, unit).get(text);
    if (known !== undefined || entries.length === 0) return known;
    return [...law[of].values()].find(
      ({ id, levels }) =>
        levels.includes(unit.level) && postEntry.everCalled(law, entries, id, unit.level).includes(text),
    )?.id;
  }

  #posts(law: Law, of: 'seats' | 'bodies', unit: Unit): ReadonlyMap<string, string> {
    const key = `${law.jurisdiction} ${law.mark} ${of} ${unit.level}`;
    const known = this.#named.get(key);
    if (known) return known;
    const names = new Map<string, string>();
    for (const post of law[of].values()) {
      if (!post.levels.includes(unit.level)) continue;
      const called = holderName(law, post.id, unit.level);
      for (const word of [post.name.en, post.name.zh, called.en, called.zh, post.id]) names.set(word, post.id);
    }
    this.#named.set(key, names);
    return names;
  }

  #isAllowed(unit: UnitCode): boolean {
    const known = this.#allowed.get(unit);
    if (known !== undefined) return known;
    const may = reach.may(this.#within, 'import', { unit });
    this.#allowed.set(unit, may);
    return may;
  }
}
