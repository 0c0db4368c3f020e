import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '#regime';
import { seedFor } from '../../test/support/seed.ts';
import {
  ancestorsOf,
  homeOf,
  isUnitCode,
  isWithin,
  levelOf,
  nation,
  parentOf,
  parseUnitCode,
  rangeOf,
  type UnitCode,
} from './unit.ts';

const code = (text: string) => parseUnitCode(text);
const refusalOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'nothing refused';
};

test('a unit code has 2, 4, 6, 9 or 12 digits, or is 0', () => {
  for (const text of ['0', '43', '4331', '433124', '433124110', '433124110226']) assert.equal(code(text), text);
  for (const text of [
    '',
    '00',
    '4',
    '433',
    '43312',
    '4331241',
    '433124110226 ',
    '４３',
    '43a1',
    '4331241102261',
    null,
    43,
  ]) {
    assert.equal(
      refusalOf(() => parseUnitCode(text)),
      'unit_code_invalid',
      String(text),
    );
  }
});

test('a refused code is shown short', () => {
  try {
    parseUnitCode('9'.repeat(100_000));
    assert.fail('refused');
  } catch (error) {
    assert.ok(error instanceof Refusal);
    assert.equal(String(error.facts.code).length, 40);
  }
});

test('level, home, parent and ancestors follow from the code', () => {
  const village = code('110118100201');
  assert.equal(levelOf(village), 'village');
  assert.equal(homeOf(village), '110118');
  assert.deepEqual(ancestorsOf(village), ['0', '11', '1101', '110118', '110118100']);
  assert.deepEqual(
    ['0', '43', '4331', '433124', '433124110'].map((text) => homeOf(code(text))),
    ['0', '43', '4331', '433124', '433124'],
  );
  assert.equal(parentOf(nation), null);
  assert.equal(parentOf(code('43')), nation);
});

test('every unit is within the nation, within itself, and not within its neighbour', () => {
  assert.ok(isWithin(code('43'), nation) && isWithin(nation, nation));
  assert.ok(isWithin(code('433124'), code('433124')) && isWithin(code('433124'), code('43')));
  assert.ok(!isWithin(code('43'), code('433124')) && !isWithin(nation, code('43')));
  assert.ok(!isWithin(code('433125'), code('433124')));
});

const anyCode = fc
  .tuple(fc.constantFrom(2, 4, 6, 9, 12), fc.integer({ min: 1, max: 9 }), fc.stringMatching(/^\d{11}$/))
  .map(([length, first, rest]) => (first + rest).slice(0, length))
  .filter(isUnitCode);

test('the range of a unit holds exactly the codes within it', () => {
  fc.assert(
    fc.property(anyCode, anyCode, (one: UnitCode, scope: UnitCode) => {
      for (const probe of [one, `${scope}${one}`.slice(0, 12) as UnitCode]) {
        const range = rangeOf(scope);
        assert.ok(range);
        assert.equal(probe >= range.from && probe < range.below, probe.startsWith(scope));
      }
    }),
    { seed: seedFor('codes') },
  );
  assert.equal(rangeOf(nation), null);
});
