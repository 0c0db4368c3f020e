import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RecordState, seating } from '#ledger';
import { library } from '../../test/support/packs.ts';

const law = library().at('2026-06-15', '433124');
const [leaver, taker, third] = ['leaver', 'taker', 'third'];
const record = (kind: string, fields: RecordState['fields'], unit = '433124101'): RecordState => ({
  ...{ id: 'r', kind, unit, day: '2026-06-15', state: 'open', fields, version: 1 },
  ...{ regime: 'national-2022', mark: '' },
});
const handover = record('handover', { seat: ['433124101:party-secretary'], leaver, taker });
type Held = { unit: string; seat: string; via: 'tenure' | 'deputy' };
const somebody = (person: string | null, ...seats: Held[]) => ({ person, seats });
const held = (unit: string, seat: string, via: Held['via'] = 'tenure'): Held => ({ unit, seat, via });

test('who leaves signs as leaving, who follows as following, and neither for the other', () => {
  for (const [verb, own, other] of [
    ['hand', leaver, taker],
    ['take', taker, leaver],
  ] as const) {
    assert.equal(seating.maySign(law, 'open', verb, handover, somebody(own)), true);
    assert.equal(seating.maySign(law, 'open', verb, handover, somebody(other)), false);
    assert.equal(seating.maySign(law, 'open', verb, handover, somebody(null)), false);
  }
});

test('the office of the unit or of one above witnesses, but nobody who takes part, and no office below or beside', () => {
  const may = (person: string, unit: string, seat = 'rural-work-office-head'): boolean =>
    seating.maySign(law, 'handed', 'attest', handover, somebody(person, held(unit, seat)));
  assert.deepEqual(
    [may(third, '433124'), may(third, '43'), may(third, '433124101'), may(third, '433125'), may(third, '433124101200')],
    [true, true, true, false, false],
  );
  assert.equal(may(taker, '433124'), false);
  assert.equal(may(third, '433124', 'party-secretary'), false);
});

test('a deputy is named by the holder of the seat, not by another deputy', () => {
  const deputy = record('deputy', { seat: ['433124101:party-secretary'], person: third });
  const may = (one: Held): boolean => seating.maySign(law, undefined, 'create', deputy, somebody('x', one));
  assert.equal(may(held('433124101', 'party-secretary')), true);
  assert.equal(may(held('433124101', 'party-secretary', 'deputy')), false);
  assert.equal(may(held('433124101', 'government-head')), false);
  assert.equal(may(held('433124', 'rural-work-office-staff')), true);
});

test('where the pack names nobody, anyone signs whom reach lets so far', () => {
  assert.equal(seating.maySign(law, undefined, 'create', record('meeting', {}), somebody(null)), true);
});
