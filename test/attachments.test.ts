import assert from 'node:assert/strict';
import { test } from 'node:test';
import { library } from './support/packs.ts';

const papers = ['image', 'pdf', 'word', 'sheet', 'slides', 'ofd', 'text'];

test('national records that rest on a paper may carry up to nine files of any kind accepted; none has to', () => {
  const { kinds } = library().at('2026-06-15', '433124');
  const taking = [...kinds.values()].flatMap((kind) =>
    kind.fields.flatMap(({ kind: sort, max, accepts, required }) =>
      sort === 'files' ? [{ kind: kind.id, max, accepts, required: required === true }] : [],
    ),
  );
  const expected = [
    'annual-report',
    'document-record',
    'inspection',
    'meeting',
    'plan-document',
    'study-session',
    'village-disclosure',
    'visit',
    'waiver',
  ];
  assert.deepEqual(taking.map(({ kind }) => kind).sort(), expected);
  for (const one of taking) assert.deepEqual(one, { kind: one.kind, max: 9, accepts: papers, required: false });
});

test('a visit to a household takes no files: nobody is to be photographed at his door for a form', () => {
  const fields = library().at('2026-06-15', '433124').kinds.get('household-visit')?.fields ?? [];
  assert.ok(fields.length > 0);
  assert.deepEqual(
    fields.filter((field) => field.kind === 'files'),
    [],
  );
});
