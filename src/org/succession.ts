/**
 * What becomes of units. Acts are data; a fold over them answers both ways of counting: figures as it was (the units
 * valid on the day) and as it is now (the same facts under today's successors). A code is never used again for another
 * unit, so the order of days is enough to follow a chain.
 */
import { addDays, type Day, Refusal } from '#regime';
import type { UnitCode } from './unit.ts';

export const unitVerbs = ['merge', 'split', 'rename', 'transfer'] as const;
export type UnitVerb = (typeof unitVerbs)[number];

/**
 * merge: several become one, which may be one of them. split: one becomes several, which may include itself.
 * rename: name or kind changes, the code stays. transfer: the code changes (another parent, or a county made a district).
 * `day` is the first day of the new state.
 */
export type UnitAct = {
  readonly id: string;
  readonly verb: UnitVerb;
  readonly day: Day;
  readonly from: readonly UnitCode[];
  readonly to: readonly UnitCode[];
  readonly note: string;
};

function refuse(code: string, act: UnitAct, zh: string, en: string): never {
  throw new Refusal(code, { act: act.id, verb: act.verb, from: act.from, to: act.to, zh, en });
}

/** Checks one act by itself. Throws `Refusal('unit_act_shape' | 'unit_act_level')`. */
export function checkAct(act: UnitAct): void {
  const { verb, from, to } = act;
  if (new Set(from).size !== from.length || new Set(to).size !== to.length) {
    refuse('unit_act_shape', act, '同一单位在一侧出现两次。', 'A unit is named twice on one side.');
  }
  const shapes: Record<UnitVerb, [boolean, string, string]> = {
    merge: [
      from.length >= 2 && to.length === 1,
      '合并须由两个以上单位并为一个。',
      'A merger takes two or more units into one.',
    ],
    split: [
      from.length === 1 && to.length >= 2,
      '拆分须由一个单位分为两个以上。',
      'A split takes one unit into two or more.',
    ],
    rename: [
      from.length === 1 && to.length === 1 && from[0] === to[0],
      '更名不改变代码；代码改变的，用“划转”。',
      'A renaming keeps the code; where the code changes, use transfer.',
    ],
    transfer: [
      from.length === 1 && to.length === 1 && from[0] !== to[0],
      '划转须给出新的代码。',
      'A transfer needs a new code.',
    ],
  };
  const [fits, zh, en] = shapes[verb];
  if (!fits) refuse('unit_act_shape', act, zh, en);
  const lengths = new Set([...from, ...to].map((code) => code.length));
  if (lengths.size !== 1) refuse('unit_act_level', act, '各单位须为同一层级。', 'All units must be of one level.');
  if ((from[0]?.length ?? 0) <= 2) {
    refuse('unit_act_level', act, '全国和省级单位不在此变更。', 'The nation and provinces are not changed here.');
  }
}

/** Acts in the order of their days; same day by id, so that every reader folds alike. */
export function inOrder(acts: readonly UnitAct[]): UnitAct[] {
  return [...acts].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * Checks acts together. Throws what `checkAct` throws, `Refusal('unit_act_same_day')` when two acts of one day touch one
 * unit, `Refusal('unit_ended')` when an ended unit acts again, and `Refusal('unit_succession_cycle')` when a code comes
 * back that has stood for a unit before.
 */
export function checkSuccession(acts: readonly UnitAct[]): void {
  const last = new Map<UnitCode, Day>();
  const ended = new Set<UnitCode>();
  for (const act of inOrder(acts)) {
    checkAct(act);
    for (const code of new Set([...act.from, ...act.to])) {
      if (last.get(code) === act.day) {
        refuse('unit_act_same_day', act, `${code} 在同一天已有变更。`, `${code} already changed on that day.`);
      }
    }
    for (const code of act.from) {
      if (ended.has(code)) refuse('unit_ended', act, `${code} 此前已撤销。`, `${code} ended before.`);
    }
    for (const code of act.to) {
      if (!act.from.includes(code) && last.has(code)) {
        refuse('unit_succession_cycle', act, `代码 ${code} 已用过，不得再用。`, `Code ${code} was used before.`);
      }
    }
    for (const code of act.from) if (!act.to.includes(code)) ended.add(code);
    for (const code of [...act.from, ...act.to]) last.set(code, act.day);
  }
}

/**
 * The units that stand on `day` for what `code` was on `asOf` (default: since the beginning): itself when nothing
 * happened, several after a split. Acts of `asOf` itself have already happened.
 */
export function successorsOn(acts: readonly UnitAct[], code: UnitCode, day: Day, asOf: Day = ''): UnitCode[] {
  let standing = new Set([code]);
  for (const act of inOrder(acts)) {
    if (act.day <= asOf || act.day > day || !act.from.some((one) => standing.has(one))) continue;
    standing = new Set([...[...standing].filter((one) => !act.from.includes(one)), ...act.to]);
  }
  return [...standing].sort();
}

/** The units that on `asOf` were what `code` is on `day`: itself when nothing happened, several before a merger. */
export function codesAsOf(acts: readonly UnitAct[], code: UnitCode, day: Day, asOf: Day): UnitCode[] {
  let standing = new Set([code]);
  for (const act of inOrder(acts).reverse()) {
    if (act.day <= asOf || act.day > day || !act.to.some((one) => standing.has(one))) continue;
    standing = new Set([...[...standing].filter((one) => !act.to.includes(one)), ...act.from]);
  }
  return [...standing].sort();
}

/** One line of what followed what: from `day` on `successor` stands for `code`, alone or beside others. */
export interface Following {
  readonly code: string;
  readonly day: Day;
  readonly successor: string;
}

/** A unit that stands for another from a day on; `until` is the last such day, null = still. */
export interface Standing {
  readonly code: string;
  readonly from: Day;
  readonly until: Day | null;
}

/** What acts that name a unit amount to, as lines; a unit that goes on after a merger needs none. */
export function followingOf(acts: readonly UnitAct[]): Following[] {
  return acts.flatMap(({ day, verb, from, to }) => {
    const gone = verb === 'split' ? from : from.filter((code) => !to.includes(code));
    return gone.flatMap((code) => to.map((successor) => ({ code, day, successor })));
  });
}

/**
 * The units that stand for what `code` was on a day, each with the days on which it does: `code` itself until it ends,
 * then what followed it, chains included. `lines` are by code; what happened up to `day` has already happened.
 */
export function standingFrom(lines: ReadonlyMap<string, readonly Following[]>, code: string, day: Day): Standing[] {
  const open = new Map<string, Day>([[code, day]]);
  const ended: Standing[] = [];
  for (let on = day; ; ) {
    const turns = [...open.keys()].flatMap((unit) => lines.get(unit) ?? []).filter((line) => line.day > on);
    const next = turns.map((line) => line.day).sort()[0];
    if (next === undefined) break;
    on = next;
    const byUnit = Map.groupBy(
      turns.filter((line) => line.day === next),
      (line) => line.code,
    );
    for (const [unit, parts] of byUnit) {
      if (parts.some((line) => line.successor === unit)) continue;
      ended.push({ code: unit, from: open.get(unit) as Day, until: addDays(next, -1) });
      open.delete(unit);
    }
    for (const { successor } of [...byUnit.values()].flat()) if (!open.has(successor)) open.set(successor, next);
  }
  return [...ended, ...[...open].map(([unit, from]) => ({ code: unit, from, until: null }))];
}
