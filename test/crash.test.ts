import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashRounds } from './support/crash.ts';
import { seedFor } from './support/seed.ts';

test('three crashes under load lose nothing that was acknowledged, and leave everything whole', async () => {
  const seed = seedFor('crashes');
  const { rounds, acts, faults } = await crashRounds(3, seed);
  assert.deepEqual(faults, []);
  assert.equal(rounds, 3);
  assert.ok(acts >= 3 * 8, `only ${acts} acts were acknowledged`);
});
