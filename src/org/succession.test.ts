import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '#regime';
import { seedFor } from '../../test/support/seed.ts';
import { checkAct, checkSuccession, codesAsOf, successorsOn, type UnitAct, type UnitVerb } from './succession.ts';
import { parseUnitCode, type UnitCode } from './unit.ts';

let count = 0;
const act = (verb: UnitVerb, day: string, from: string[], to: string[]): UnitAct => ({
  id: String(++count).padStart(4, '0'),
  verb,
  day,
  from: from.map(parseUnitCode),
  to: to.map(parseUnitCode),
  note: '示例',
});
const [a, b, c, d] = ['433124101', '433124102', '433124103', '433124104'].map(parseUnitCode) as [
  UnitCode,
  UnitCode,
  UnitCode,
  UnitCode,
];
const refused = (work: () => unknown, code: string) =>
  assert.throws(work, (error) => error instanceof Refusal && error.code === code && 'zh' in error.facts);

test('without acts a unit stands for itself', () => {
  assert.deepEqual(successorsOn([], a, '2026-01-01'), [a]);
  assert.deepEqual(codesAsOf([], a, '2026-01-01', '2020-01-01'), [a]);
});

test('a merger takes effect on its day and not before', () => {
  const acts = [act('merge', '2024-07-01', [a, b], [c])];
  assert.deepEqual(successorsOn(acts, a, '2024-06-30'), [a]);
  assert.deepEqual(successorsOn(acts, a, '2024-07-01'), [c]);
  assert.deepEqual(codesAsOf(acts, c, '2026-01-01', '2024-06-30'), [a, b]);
  assert.deepEqual(codesAsOf(acts, c, '2026-01-01', '2024-07-01'), [c]);
});

test('a unit that takes in another goes on', () => {
  const acts = [act('merge', '2024-07-01', [a, b], [a])];
  assert.deepEqual(successorsOn(acts, b, '2025-01-01'), [a]);
  assert.deepEqual(successorsOn(acts, a, '2025-01-01'), [a]);
});

test('a split maps to all parts what came before it, and only to itself what came after', () => {
  const acts = [act('split', '2024-07-01', [a], [a, b])];
  assert.deepEqual(successorsOn(acts, a, '2025-01-01', '2024-03-01'), [a, b]);
  assert.deepEqual(successorsOn(acts, a, '2025-01-01', '2024-07-01'), [a]);
});

test('chains are followed to the end', () => {
  const acts = [
    act('transfer', '2026-01-01', [c], [d]),
    act('merge', '2024-01-01', [a, b], [c]),
    act('rename', '2025-01-01', [c], [c]),
  ];
  checkSuccession(acts);
  assert.deepEqual(successorsOn(acts, a, '2024-12-31'), [c]);
  assert.deepEqual(successorsOn(acts, a, '2026-01-01'), [d]);
});

test('acts of the wrong shape are refused', () => {
  refused(() => checkAct(act('merge', '2024-01-01', [a], [b])), 'unit_act_shape');
  refused(() => checkAct(act('merge', '2024-01-01', [a, b], [c, d])), 'unit_act_shape');
  refused(() => checkAct(act('merge', '2024-01-01', [a, a], [c])), 'unit_act_shape');
  refused(() => checkAct(act('split', '2024-01-01', [a], [b])), 'unit_act_shape');
  refused(() => checkAct(act('rename', '2024-01-01', [a], [b])), 'unit_act_shape');
  refused(() => checkAct(act('transfer', '2024-01-01', [a], [a])), 'unit_act_shape');
  refused(() => checkAct(act('transfer', '2024-01-01', [a], ['433124'])), 'unit_act_level');
  refused(() => checkAct(act('rename', '2024-01-01', ['43'], ['43'])), 'unit_act_level');
});

test('cycles, double acts and acts of ended units are refused', () => {
  const there = act('transfer', '2024-01-01', [a], [b]);
  refused(() => checkSuccession([there, act('transfer', '2025-01-01', [b], [a])]), 'unit_succession_cycle');
  refused(() => checkSuccession([there, act('transfer', '2025-01-01', [a], [c])]), 'unit_ended');
  refused(() => checkSuccession([there, act('transfer', '2024-01-01', [b], [c])]), 'unit_act_same_day');
});

/** Random acts on a growing set of townships, always legal. */
const history = fc.array(fc.tuple(fc.nat(3), fc.nat(), fc.nat()), { maxLength: 25 }).map((steps) => {
  let next = 10;
  const fresh = () => parseUnitCode(`433124${String(next++).padStart(3, '0')}`);
  let standing = [fresh(), fresh(), fresh()];
  const start = [...standing];
  const acts = steps.map(([kind, x, y], at) => {
    const day = `2024-${String(1 + Math.floor(at / 28)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`;
    const one = standing[x % standing.length] as UnitCode;
    const other = standing[y % standing.length] as UnitCode;
    const made =
      kind === 0 && one !== other
        ? act('merge', day, [one, other], [x % 2 ? one : fresh()])
        : kind === 1
          ? act('split', day, [one], x % 2 ? [one, fresh()] : [fresh(), fresh()])
          : kind === 2
            ? act('transfer', day, [one], [fresh()])
            : act('rename', day, [one], [one]);
    standing = [...new Set([...standing.filter((code) => !made.from.includes(code)), ...made.to])];
    return made;
  });
  return { acts, start, standing };
});

test('over any legal history, the successors of all are the units that stand, in any order of the acts', () => {
  const seed = seedFor('succession');
  fc.assert(
    fc.property(history, ({ acts, start, standing }) => {
      checkSuccession(acts);
      const shuffled = [...acts].reverse();
      const found = new Set(start.flatMap((code) => successorsOn(shuffled, code, '2026-01-01')));
      assert.deepEqual([...found].sort(), [...standing].sort());
    }),
    { seed },
  );
});

test('forward and backward agree: y follows x exactly when x was y', () => {
  const seed = seedFor('succession');
  fc.assert(
    fc.property(history, fc.nat(24), ({ acts, start, standing }, cut) => {
      const asOf = acts[cut]?.day ?? '2023-12-31';
      const then = new Set(start.flatMap((code) => successorsOn(acts, code, asOf)));
      for (const x of then) {
        const after = successorsOn(acts, x, '2026-01-01', asOf);
        for (const y of standing) {
          assert.equal(after.includes(y), codesAsOf(acts, y, '2026-01-01', asOf).includes(x), `${x} ${y} ${asOf}`);
        }
      }
    }),
    { seed },
  );
});
