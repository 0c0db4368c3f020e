import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { postEntry } from '#ledger';
import type { Entry } from '#org';
import type { Law, Setup } from '#regime';
import { library } from '../../test/support/packs.ts';
import { seedFor } from '../../test/support/seed.ts';

const law = library().at('2026-06-15', '433124');
const today = '2026-06-15';
const unit = '433124';
let made = 0;
const entry = (post: string, setup: Setup, more: Partial<Entry> = {}): Entry => ({
  ...{ id: `e${++made}`, unit, post, setup, name: null, carrier: null, from: '2026-01-01', to: null },
  ...more,
});
const [farm, forest, head] = [
  'department-agriculture-rural',
  'department-forestry',
  'department-agriculture-rural-head',
];
const local = entry(farm, 'set-up', { name: '花垣县农业农村和水利局' });
const nameOf = (entries: readonly Entry[], post: string, day = today) =>
  postEntry.labelOn(law, entries, post, 'county', day);

test('of entries that hold on a day the one begun last counts, from its first day until its last', () => {
  const early = entry(farm, 'not-set-up', { from: '2025-01-01' });
  const late = entry(farm, 'set-up', { from: '2026-03-01', to: '2026-05-31' });
  const on = (day: string) => postEntry.entryOn([late, early], farm, day)?.id;
  assert.deepEqual(['2024-12-31', '2025-01-01', '2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'].map(on), [
    undefined,
    early.id,
    early.id,
    late.id,
    late.id,
    early.id,
  ]);
  assert.equal(postEntry.entryOn([late, early], forest, '2026-04-01'), undefined);
});

test('a body is called as it was entered, and its head after it, unless he has a title of his own', () => {
  assert.deepEqual(nameOf([local], farm), {
    zh: '花垣县农业农村和水利局',
    en: 'Agriculture and rural affairs department (花垣县农业农村和水利局)',
  });
  assert.equal(nameOf([local], head).zh, '花垣县农业农村和水利局主要负责人');
  assert.equal(nameOf([local, entry(head, 'set-up', { name: '局长' })], head).zh, '局长');
  assert.equal(nameOf([local], head, '2025-12-31').zh, '农业农村部门主要负责人');
  assert.equal(nameOf([local], forest).zh, '园林绿化（林业）部门');
  assert.equal(nameOf([local], 'party-secretary').zh, '县（市、区、旗）委书记');
});

test('where a body is not set up neither are its seats, and who does its work is named beside', () => {
  const carried = entry(forest, 'carried', { carrier: farm });
  const seat = 'department-forestry-head';
  assert.equal(nameOf([local, carried], forest).zh, '园林绿化（林业）部门（未设，由花垣县农业农村和水利局承担）');
  assert.match(nameOf([carried], seat).en, /not set up; its work is done by Agriculture and rural affairs department/);
  assert.equal(nameOf([entry(forest, 'not-set-up')], seat).zh, '园林绿化（林业）部门主要负责人（未设）');
  assert.equal(postEntry.absenceOn(law, [carried], seat, today)?.id, carried.id);
  assert.equal(postEntry.absenceOn(law, [carried], seat, '2025-12-31'), undefined);
  assert.equal(postEntry.absenceOn(law, [entry(forest, 'joint', { carrier: farm })], seat, today), undefined);
});

test('a duty stays with what the law names; a local pack can let it pass to whoever does the work', () => {
  const carried = entry(forest, 'carried', { carrier: farm });
  const passing = (value: boolean): Law => ({
    ...law,
    assumed: (id, key) => (id === postEntry.answering && key === 'stays' ? value : law.assumed(id, key)),
  });
  const who = (under: Law, entries: Entry[], post = 'department-forestry-head') =>
    postEntry.answersFor(under, entries, post, today);
  assert.equal(who(law, [carried]), 'department-forestry-head');
  assert.equal(who(passing(true), [carried]), 'department-forestry-head');
  assert.equal(who(passing(false), [carried]), farm);
  assert.equal(who(passing(false), [entry(forest, 'not-set-up')]), 'department-forestry-head');
  assert.equal(who(passing(false), [entry(forest, 'joint', { carrier: farm })], forest), forest);
});

test('whatever is entered, one entry at most holds on a day, and every post has a name', () => {
  const posts = [farm, forest, head, 'party-secretary'];
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-06-${String(n).padStart(2, '0')}`);
  const one = fc.record({
    post: fc.constantFrom(...posts),
    setup: fc.constantFrom<Setup>('set-up', 'not-set-up', 'joint', 'carried'),
    name: fc.option(fc.constantFrom('甲局', '乙局')),
    carrier: fc.option(fc.constantFrom(...posts)),
    from: day,
    to: fc.option(day),
  });
  const seed = seedFor('entries');
  fc.assert(
    fc.property(fc.array(one), day, (given, on) => {
      const entries = given.map((part) => entry(part.post, part.setup, part));
      for (const post of posts) {
        const found = postEntry.entryOn(entries, post, on);
        const holding = entries.filter((e) => e.post === post && e.from <= on && (e.to === null || on <= e.to));
        assert.equal(found === undefined, holding.length === 0);
        if (found) assert.ok(holding.every(({ from }) => from <= found.from));
        assert.notEqual(nameOf(entries, post, on).zh, '');
      }
    }),
    { seed },
  );
});
