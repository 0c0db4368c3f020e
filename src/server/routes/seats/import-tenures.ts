/** Rows of a spreadsheet as tenures: judged one by one by the rules that bind every act. */
import { createHash } from 'node:crypto';
import { perform, type RecordState } from '#ledger';
import { type Actor, homeOf, isUnitCode, isWithin, memoryOrg, type Reach, reach, type Unit, type UnitCode } from '#org';
import { type Day, isDay, type Law, type Library, Refusal } from '#regime';
import type { ActRequest } from '../../store/acts.ts';
import { judged } from '../../store/acts.ts';
import { holderName } from '../words.ts';
import type { SheetColumn, SheetRow } from './import-sheet.ts';

export const tenureColumns: readonly SheetColumn[] = [
  { id: 'unit', zh: '单位代码', en: 'Unit code', example: '433124101200', required: true, width: 16 },
  { id: 'seat', zh: '职务', en: 'Seat', example: '村党组织书记', required: true, width: 24 },
  { id: 'name', zh: '姓名', en: 'Name', example: '示例甲', required: true, width: 14 },
  { id: 'from', zh: '到任日', en: 'Took office', example: '2026-01-15', required: true, width: 14 },
  { id: 'until', zh: '离任日', en: 'Left office', example: '', required: false, width: 14 },
  { id: 'acting', zh: '主持工作', en: 'Acting', example: '否', required: false, width: 10 },
  { id: 'document', zh: '任职文号', en: 'Document number', example: '', required: false, width: 20 },
  { id: 'number', zh: '人员编号', en: 'Person number', example: '', required: false, width: 22 },
];

/** What a row comes to: an act that would go in, or what is wrong with which column. */
export type Judged =
  | { readonly row: SheetRow; readonly request: ActRequest; readonly state: RecordState; readonly law: Law }
  | { readonly row: SheetRow; readonly column: string; readonly refusal: Refusal };

export interface ImportBounds {
  readonly library: Library;
  readonly within: Reach;
  readonly by: Actor;
  /** Only units at and below this one. */
  readonly under: UnitCode;
  readonly today: Day;
  readonly at: string;
}

/** An id that follows from content: the same row gives the same id, so that a second import changes nothing. */
export function idOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Judges rows against the units that they name. */
export class TenureJudge {
  readonly #bounds: ImportBounds;
  readonly #seats = new Map<string, ReadonlyMap<string, string>>();
  readonly #allowed = new Map<string, boolean>();

  constructor(bounds: ImportBounds) {
    this.#bounds = bounds;
  }

  judge(row: SheetRow, units: ReadonlyMap<string, Unit>): Judged {
    try {
      return this.#judge(row, units);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const field = typeof error.facts.field === 'string' ? error.facts.field : 'unit';
      return { row, column: field === 'person' ? 'name' : field, refusal: error };
    }
  }

  #judge(row: SheetRow, units: ReadonlyMap<string, Unit>): Judged {
    const { library, by, today, at, under } = this.#bounds;
    const { cells } = row;
    const cut = row.cut[0];
    if (cut !== undefined) throw new Refusal('cell_digits', { field: cut, value: cells[cut] ?? '' });
    for (const { id, required } of tenureColumns)
      if (required && (cells[id] ?? '') === '') throw new Refusal('field_required', { field: id });
    const code = cells.unit ?? '';
    const unit = isUnitCode(code) && isWithin(code, under) ? units.get(code) : undefined;
    if (!unit || !this.#isAllowed(unit.code)) throw new Refusal('unit_unknown', { field: 'unit', value: code });
    const law = library.at(today, code);
    const seat = this.#seatsAt(law, unit).get(cells.seat ?? '');
    if (seat === undefined)
      throw new Refusal('seat_unknown', { field: 'seat', value: `${code}:${cells.seat}`, level: unit.level });
    for (const id of ['from', 'until'] as const)
      if ((cells[id] ?? '') !== '' && !isDay(dayText(cells[id])))
        throw new Refusal('day_invalid', { field: id, day: cells[id] });
    const from = dayText(cells.from);
    const name = cells.name ?? '';
    const person = idOf('person', homeOf(unit.code), name, cells.number ?? '');
    const record = idOf('tenure', code, seat, person, from);
    const kind = [...law.kinds.values()].find(({ roles }) => roles?.tenure)?.id ?? '';
    const fields = {
      ...{ seat: [`${code}:${seat}`], person, name, from, acting: readYes(cells.acting) },
      ...((cells.until ?? '') !== '' && { until: dayText(cells.until) }),
      ...((cells.document ?? '') !== '' && { document: cells.document ?? '' }),
    };
    const request: ActRequest = {
      ...{ county: homeOf(unit.code), record, id: idOf('act', record), verb: 'create', actor: by.account, at, today },
      body: { kind, unit: code, day: today, fields },
    };
    const { act } = judged(library, undefined, request);
    return { row, request, law, state: perform(law, memoryOrg({ units: [unit] }), undefined, act, today) };
  }

  /** Seats of a unit by what a person would write: id, name, or what it is called at this level. */
  #seatsAt(law: Law, unit: Unit): ReadonlyMap<string, string> {
    const key = `${law.jurisdiction} ${unit.level}`;
    const known = this.#seats.get(key);
    if (known) return known;
    const names = new Map<string, string>();
    for (const seat of law.seats.values()) {
      if (!seat.levels.includes(unit.level)) continue;
      const called = holderName(law, seat.id, unit.level);
      for (const word of [seat.name.en, seat.name.zh, called.en, called.zh, seat.id]) names.set(word, seat.id);
    }
    this.#seats.set(key, names);
    return names;
  }

  #isAllowed(unit: UnitCode): boolean {
    const known = this.#allowed.get(unit);
    if (known !== undefined) return known;
    const may = reach.may(this.#bounds.within, 'import', { unit });
    this.#allowed.set(unit, may);
    return may;
  }
}

/** 2026/1/5 and 2026.1.5 are written as 2026-01-05. */
function dayText(text = ''): string {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  return parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : text;
}

const readYes = (text = ''): boolean => /^(是|y|yes|true|1)$/i.test(text);
