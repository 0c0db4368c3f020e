import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#regime';
import { packTexts } from '../../test/support/packs.ts';
import { type AddedPack, headOf, lawbookOf } from './lawbook.ts';

const texts = packTexts.filter(({ path }) => /^regimes\/example\//.test(path));
const local = (id: string, jurisdiction: string, inForce: string, need = 3): AddedPack => ({
  id,
  files: [
    {
      path: `${id}/regime.yaml`,
      text: `id: ${id}
kind: regime
name: { zh: 高飞细则, en: Rules of High Flight }
document: { title: 高飞细则, number: null, issuers: [高飞县] }
extends: example
jurisdiction: '${jurisdiction}'
in_force: '${inForce}'
`,
    },
    {
      path: `${id}/clauses/draft.yaml`,
      text: `clauses:
  - id: ${id}/art1
    citation: 第一条
    force: duty
    zh: 看风人多看风
    en: Wind readers read more
    holder_level: [county]
    holder_role: [none]
    cadence: quarterly
    answer: [{ duty: [${countDuty()}] }]
`,
    },
    {
      path: `${id}/duties/draft.yaml`,
      text: `duties:
  - { replace: ${countDuty()}, clause: ${id}/art1, with: { measure: { type: count, cadence: quarterly, need: ${need} } } }
`,
    },
  ],
});

/** A quarterly duty of the example province. */
function countDuty(): string {
  const law = lawbookOf(texts).library.under('example', '2026-06-01');
  const found = [...law.duties.values()].find(
    ({ measure }) => measure.type === 'count' && measure.cadence === 'quarterly',
  );
  assert.ok(found, 'the example has a quarterly duty');
  return found.id;
}

const needAt = (book: ReturnType<typeof lawbookOf>, day: string): unknown =>
  book.library.at(day, '990101').duties.get(countDuty())?.figures.need;

test('a pack that is taken holds from its day, for those who kept the law as well', () => {
  const book = lawbookOf(texts);
  const { live } = book;
  const before = needAt(book, '2026-08-01');
  book.take([local('gale', '990101', '2026-07-01', 9)]);
  assert.deepEqual([needAt(book, '2026-06-30'), needAt(book, '2026-07-01')], [before, 9]);
  assert.equal(live.at('2026-07-01', '990101').duties.get(countDuty())?.figures.need, 9);
  assert.deepEqual(book.added, ['gale']);
  book.take([]);
  assert.equal(needAt(book, '2026-08-01'), before);
});

test('a pack with faults is told file, line and field, and taking it changes nothing', () => {
  const book = lawbookOf(texts);
  const bad = local('gale', '990101', '2026-07-01');
  const broken = {
    ...bad,
    files: bad.files.map((one) => ({ ...one, text: one.text.replace('quarterly, need', 'hourly, need') })),
  };
  const [fault] = book.faults(broken);
  assert.deepEqual([fault?.file, fault?.line], ['duties/draft.yaml', 2]);
  assert.deepEqual(book.faults(bad), []);
  const was = book.library;
  assert.throws(
    () => book.take([broken]),
    (error: unknown) => error instanceof Refusal && error.code === 'pack_invalid',
  );
  assert.equal(book.library, was);
});

test('a newer pack of the same ground ends the older one the day before it begins', () => {
  const book = lawbookOf(texts);
  const [older, newer] = [local('gale', '990101', '2026-03-01', 4), local('gale-2', '990101', '2026-07-01', 5)];
  book.take([older]);
  assert.equal(book.superseded(newer), 'gale');
  book.take([older, newer]);
  assert.deepEqual([needAt(book, '2026-06-30'), needAt(book, '2026-07-01')], [4, 5]);
  assert.equal(book.library.packs.get('gale')?.until, '2026-06-30');
});

test('a draft is tried as if it had been in force as long as its base, whatever rules its ground', () => {
  const book = lawbookOf(texts);
  const draft = local('gale', '990101', '2027-01-01', 7);
  const tried = book.trying(draft);
  assert.equal(tried.under('gale', '2026-06-01').duties.get(countDuty())?.figures.need, 7);
  assert.equal(book.trying(draft), tried);
  book.take([local('older', '990101', '2026-03-01', 4)]);
  assert.equal(book.trying(draft).under('gale', '2026-06-01').duties.get(countDuty())?.figures.need, 7);
  assert.equal(needAt(book, '2026-06-01'), 4);
});

test('the head of a pack is read even where the rest is not right', () => {
  const pack = local('gale', '990101', '2026-07-01');
  assert.deepEqual(headOf(pack), { base: 'example', jurisdiction: '990101', inForce: '2026-07-01', title: '高飞细则' });
  assert.equal(headOf({ id: 'gale', files: [{ path: 'gale/regime.yaml', text: ': :' }] }), null);
});
