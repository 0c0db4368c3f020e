/** Every law case of every pack (the `cases` folders below `regimes`), through the real loader. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCase } from './support/case.ts';
import { allCases, library } from './support/packs.ts';

const cases = allCases();
const packs = library();

test('every pack that is a regime has law cases', () => {
  const told = new Set(cases.map(({ pack }) => pack));
  for (const [id, regime] of packs.packs) if (regime.kind === 'regime') assert.ok(told.has(id), `no cases: ${id}`);
});

for (const { place, pack, case: one } of cases) {
  test(`${pack}: ${one.name}`, () => {
    const problems = runCase(packs, one);
    const clauses = [one.clause].flat().join(', ');
    assert.equal(problems.length, 0, `\n${place}\n${one.name}\nclause ${clauses}\n- ${problems.join('\n- ')}`);
  });
}
