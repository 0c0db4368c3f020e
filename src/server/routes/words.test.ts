import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleUnit } from '../../../test/support/example.ts';
import { library } from '../../../test/support/packs.ts';
import { dutiesOf } from './words.ts';

const law = library().at('2026-06-30', '110101');
const idsOf = (unit: ReturnType<typeof exampleUnit>, seat: string): string[] =>
  dutiesOf(law, unit, seat).map((duty) => duty.id);

test('the sheet of a district without farming names no duty that binds only those with farming', () => {
  const farming = exampleUnit('110118', { kind: 'district' });
  const urban = exampleUnit('110101', { kind: 'district', farming: false });
  assert.ok(idsOf(farming, 'party-secretary').includes('county-village-coverage'));
  assert.deepEqual(
    idsOf(urban, 'party-secretary').filter((id) => idsOf(farming, 'party-secretary').includes(id)),
    [],
  );
});

test('the sheet of a street is that of its own seats', () => {
  const street = exampleUnit('110105021', { kind: 'street' });
  assert.deepEqual(idsOf(street, 'party-secretary'), []);
  assert.ok(idsOf(street, 'street-party-secretary').length > 3);
});
