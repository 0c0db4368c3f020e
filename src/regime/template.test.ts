import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asTexts, baseTexts } from '../../test/tiny-packs.ts';
import type { Fault } from './check/fault.ts';
import { loadRegimes } from './load.ts';
import { Refusal } from './refusal.ts';

const template = `id: sheet
name: { zh: 清单, en: Sheet }
form: paper
levels: [county]
needs: [seat]
clauses: [base/art1]
issuer: '{unit}'
questions:
  sheet: { ask: sheet }
figures:
  owed: { of: sheet, at: figures.owed, name: { zh: 应尽, en: Owed } }
title: '{unit}清单'
body:
  - { text: '应尽{owed}件。', when: owed }
  - table:
      of: sheet
      at: 'rows[status=met|open]'
      name: { zh: 表, en: Table }
      empty: 无
      columns: [{ head: 事项, at: name, wide: 10 }]
`;
const path = 'base/documents/sheet.yaml';

/** Faults of the base with this template; an edited one must differ. */
function faultsOf(part = '', by = ''): string[] {
  assert.ok(template.includes(part));
  try {
    loadRegimes(asTexts({ ...baseTexts, [path]: template.replace(part, by) }));
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'pack_invalid') throw error;
    return (error.facts.errors as Fault[]).map((one) => `${one.field} | ${one.message.en}`);
  }
}

test('a template is part of its pack, and not of the mark of the law', () => {
  const [bare, more] = [baseTexts, { ...baseTexts, [path]: template }].map((texts) => loadRegimes(asTexts(texts)));
  assert.deepEqual(
    more!.contents.get('base')!.templates.map((one) => one.id),
    ['sheet'],
  );
  assert.equal(more!.contents.get('base')!.mark, bare!.contents.get('base')!.mark);
});

test('what a template names must be there', () => {
  const cases: [part: string, by: string, fault: RegExp][] = [
    ['应尽{owed}件', '应尽{late}件', /^body\[0\]\.text \| there is no figure or parameter late$/],
    ["'{unit}清单'", "'{a}清单'", /^title \| there is no figure or parameter a$/],
    ['when: owed', 'when: late', /\.when \| there is no figure late$/],
    ['of: sheet, at: figures', 'of: board, at: figures', /figures\.owed\.of \| there is no question board$/],
    ['of: sheet\n', 'of: board\n', /\.table\.of \| there is no question board$/],
    ['base/art1', 'base/art9', /^clauses\[0\] \| there is no clause base\/art9$/],
    ['owed: {', 'seat: {', /figures\.seat \| seat is the name of a parameter/],
    ['id: sheet', 'id: paper', /^id \| the file must be named paper\.yaml/],
    ['ask: sheet', 'ask: anything', /questions\.sheet\.ask \| cannot be "anything"/],
    ['at: figures.owed', "at: 'figures[0].owed'", /figures\.owed\.at \| a path is written/],
    ['form: paper', 'form: order', /^form \| cannot be "order"/],
    ['wide: 10', 'wide: 40', /wide \| at most 28/],
    ['      empty: 无\n', '', /empty \| is missing/],
  ];
  assert.deepEqual(faultsOf(), []);
  for (const [part, by, fault] of cases) {
    const found = faultsOf(part, by);
    assert.ok(
      found.some((one) => fault.test(one)),
      `${by}: ${found.join(' / ') || 'nothing'}`,
    );
  }
});
