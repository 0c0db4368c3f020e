import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#regime';
import { recode } from './recode.ts';
import { parseUnitCode } from './unit.ts';

const codes = (...list: string[]) => list.map(parseUnitCode);
const [from, to] = [parseUnitCode('433124100'), parseUnitCode('433124101')];

test('a free number is kept', () => {
  const moved = recode(codes('433124100200', '433124100001'), from, to, new Set(['433124101201']));
  assert.deepEqual(
    [...moved],
    [
      ['433124100001', '433124101001'],
      ['433124100200', '433124101200'],
    ],
  );
});

test('a taken number gives way to the next free one of the same block', () => {
  const moved = recode(codes('433124100200', '433124100201'), from, to, new Set(['433124101200', '433124101202']));
  assert.deepEqual([...moved.values()], ['433124101201', '433124101203']);
});

test('units below move with the unit above them', () => {
  const moved = recode(
    codes('110228', '110228100', '110228100201'),
    parseUnitCode('1102'),
    parseUnitCode('1101'),
    new Set(['110128']),
  );
  assert.deepEqual([...moved.values()], ['110101', '110101100', '110101100201']);
});

test('a full block is refused, not overflowed into another class', () => {
  const taken = new Set(Array.from({ length: 99 }, (_, at) => `433124101${String(at + 1).padStart(3, '0')}`));
  assert.throws(
    () => recode(codes('433124100001'), from, to, taken),
    (error) => error instanceof Refusal && error.code === 'unit_codes_full',
  );
});
