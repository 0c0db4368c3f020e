import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { getDocumentProxy } from 'unpdf';
import { paper } from '../../../test/support/papers.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { readOrigin } from './docx-origin.ts';
import { writeDocx } from './write-docx.ts';
import { writePdf } from './write-pdf.ts';

const points = (millimetres: number): number => (millimetres * 72) / 25.4;
const piece = fc.constantFrom(
  '乡村振兴',
  '，',
  '。',
  '（试行）',
  '《办法》',
  '2026',
  '12.5%',
  'Zerentian',
  ' ',
  '——',
  '“',
  '”',
  '𠮷',
  '<&>"',
  '#x',
  '1/4',
  'x'.repeat(70),
);
const text = fc.array(piece, { minLength: 1, maxLength: 200 }).map((pieces) => pieces.join(''));
const seed = seedFor('typeset');

test(`any text stays inside the text area, on at most 22 lines a page`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 12 }), async (texts) => {
      const body = texts.map((one) => ({ kind: 'paragraph' as const, runs: [{ text: one }] }));
      const pdf = await getDocumentProxy(writePdf(paper({ form: 'paper', body, attachments: [] })));
      for (let number = 1; number <= pdf.numPages; number += 1) {
        const { items } = await (await pdf.getPage(number)).getTextContent();
        const baselines = new Set<number>();
        for (const item of items) {
          if (!('str' in item) || item.str.trim() === '') continue;
          const [, , , , x = 0, y = 0] = item.transform as number[];
          // At the end of a line the empty half of a closing mark is cut off; its advance still counts it.
          const cut = /[，。）》”]$/.test(item.str.trimEnd()) ? 8 : 0;
          const right = points(210 - 26) + cut + 1;
          assert.ok(x >= points(28) - 9 && x + item.width <= right, `${item.str} ${x} ${item.width}`);
          baselines.add(Math.round(y / 2));
        }
        // The page number is a line of its own below the text area.
        assert.ok(baselines.size <= 23, `${baselines.size} lines`);
      }
    }),
    { numRuns: 25, seed },
  );
});

test(`any text and any value come back from a .docx as they went in`, async () => {
  const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.array(fc.string()));
  await fc.assert(
    fc.asyncProperty(text, value, fc.string({ unit: 'grapheme' }), async (printed, given, name) => {
      const [first] = paper().origin.notes;
      const note = { ...first!, text: printed, value: given, name: { zh: name, en: name } };
      const body = [
        { kind: 'paragraph' as const, runs: [{ text: '前' }, { text: printed, note: 'f1' }, { text: '后' }] },
      ];
      const back = readOrigin(await writeDocx(paper({ body, origin: { ...paper().origin, notes: [note] } })));
      assert.deepEqual(back.origin.notes, [note]);
      assert.deepEqual(back.printed.get('f1'), [printed]);
    }),
    { numRuns: 40, seed },
  );
});
