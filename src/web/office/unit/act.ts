/** What is written in the form of an act on units, and the act that it amounts to. */
import type { Sent, UnitRef } from '#contract';

export const unitVerbs = ['merge', 'split', 'rename', 'transfer'] as const;
export type UnitVerb = (typeof unitVerbs)[number];

export interface Target {
  readonly code: string;
  readonly name: string;
}
type Named = Pick<UnitRef, 'code' | 'name'>;
export interface Written {
  readonly verb: UnitVerb;
  readonly day: string;
  /** Merged with the unit of the page. */
  readonly others: readonly Named[];
  /** merge: the code that goes on, empty for a new one. */
  readonly keeps: string;
  readonly targets: readonly Target[];
  readonly note: string;
}

export const emptyAct = (unit: Named, day: string): Written => ({
  verb: 'merge',
  day,
  others: [],
  keeps: unit.code,
  targets: [{ code: unit.code, name: unit.name }],
  note: '',
});

/** The rows of codes and names that an act of this verb begins with. */
export function targetsFor(verb: UnitVerb, unit: Named): Target[] {
  const same = { code: unit.code, name: unit.name };
  const fresh = { code: '', name: '' };
  if (verb === 'split') return [same, fresh];
  if (verb === 'transfer') return [{ code: '', name: unit.name }];
  return [same];
}

/** Units before the act, as they are called. */
export const fromOf = (unit: Named, written: Written): Named[] =>
  written.verb === 'merge' ? [unit, ...written.others] : [unit];

/** Units after the act, as they will be called. */
export function toOf(unit: Named, { verb, targets, keeps, others }: Written): Target[] {
  if (verb === 'rename') return [{ code: unit.code, name: targets[0]?.name.trim() ?? '' }];
  const kept = verb === 'merge' ? [unit, ...others].find((one) => one.code === keeps) : undefined;
  if (kept) return [{ code: kept.code, name: targets[0]?.name.trim() || kept.name }];
  return targets.map(({ code, name }) => ({ code: code.trim(), name: name.trim() }));
}

export type Missing = 'day' | 'others' | 'code' | 'name' | 'same';

/** What the form still lacks; whether the act fits the tree is for the server to say. */
export function missingIn(unit: Named, written: Written): Missing | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written.day)) return 'day';
  if (written.verb === 'merge' && written.others.length === 0) return 'others';
  const to = toOf(unit, written);
  if (to.some(({ code }) => !/^\d+$/.test(code) || code.length !== unit.code.length)) return 'code';
  if (to.some(({ name }) => name === '')) return 'name';
  if (written.verb === 'rename' && to[0]?.name === unit.name) return 'same';
  if (written.verb === 'transfer' && to[0]?.code === unit.code) return 'same';
  return undefined;
}

export function sentOf(id: string, unit: Named, written: Written): Sent<'performUnitAct'> {
  const { verb, day, note } = written;
  const from = fromOf(unit, written);
  const to = toOf(unit, written).map(({ code, name }) =>
    from.some((one) => one.code === code && one.name === name) ? { code } : { code, name },
  );
  const body = { id, verb, day, from: from.map(({ code }) => code), to };
  return note.trim() === '' ? body : { ...body, note: note.trim() };
}
