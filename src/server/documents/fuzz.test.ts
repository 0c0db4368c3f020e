import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzDocuments } from '../../../scripts/fuzz-documents.ts';
import { seedFor } from '../../../test/support/seed.ts';

test('spoilt documents and spoilt files are read or refused, none breaks or hangs the reader', async () => {
  const seed = seedFor('spoilt documents');
  const { texts, slowest } = await fuzzDocuments(3, seed, 60);
  assert.ok(texts >= 60, `only ${texts} texts`);
  // No measure of speed: a pattern that grows wild takes minutes.
  assert.ok(slowest < 20_000, `${slowest} ms for 10,000 characters`);
});
