import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { getDocumentProxy } from 'unpdf';
import type { Template } from '#regime';
import { library } from '../../../test/support/packs.ts';
import { paperOf } from './render.ts';
import { writeDocx } from './write-docx.ts';
import { writePdf } from './write-pdf.ts';

const day = '2026-05-01';
const points = (millimetres: number): number => (millimetres * 72) / 25.4;
const figures = { owed: 120, due: 80, met: 70, due_met: 66, excused: 1, overdue: 13, rate: 0.8375 };
const row = (at: number) => ({
  unit: { name: '示例县', level: 'county' },
  name: { zh: `责任事项${at}`, en: '' },
  holder_name: { zh: '示例岗位', en: '' },
  period: '2026Q1',
  due: '2026-03-31',
  done: 0,
  need: 1,
  status: 'overdue',
});
/** Answers to the questions of the national templates, as the endpoints shape them. */
const answers: Readonly<Record<string, unknown>> = {
  unit: { unit: { name: '示例县' } },
  overview: {
    total: figures,
    own: figures,
    levels: [{ level: 'county', units: 1, figures }],
    groups: [{ group: 'meeting', figures }],
    coverage: [],
    burden: { records: 5, minutes_per_village_month: 12.5 },
    regime: { name: { zh: '示例制度', en: '' } },
  },
  obligations: { rows: [row(1), row(2)] },
  handover: {
    day,
    row: {
      seat: { name: { zh: '示例岗位', en: '' } },
      leaver: { name: '示例甲' },
      taker: { name: '示例乙' },
      ...{ since: '2024-01-01', ended: '2026-04-10', due: '2026-05-10' },
      record: { state_name: { zh: '待双方签字', en: '' } },
    },
    open: [1, 2].map((at) => ({ ...row(at), key: `k${at}` })),
    contacts: [{ name: { zh: '联系村', en: '' }, place: '示例村', since: '2024-02-01' }],
    lines: [{ text: '一、未完成的应尽事项（2 项）' }, { text: `1. ${'很长的事项'.repeat(20)}` }],
    acts: [{ name: { zh: '移交签字', en: '' }, by: '示例甲', day, reason: '' }],
  },
};
const templates: readonly Template[] = library().contents.get('national-2022')!.templates;
const documentOf = (kind: string, more: { tenure?: string } = {}) =>
  paperOf(
    { library: library(), version: '0.0.0', made: `${day}T00:00:00Z`, ask: async ({ kind: asked }) => answers[asked] },
    { kind, code: '433124', day, ...more },
  );
const formed = (form: string): Template => {
  const found = templates.find((one) => one.form === form && one.levels.includes('county') && !one.needs);
  assert.ok(found, `no template of form ${form}`);
  return found;
};

async function piecesOf(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(bytes);
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [size = 0, , , , x = 0, y = 0] = item.transform as number[];
        return [{ text: item.str.replaceAll(' ', ''), size, x, y: points(297) - y, end: x + item.width }];
      }),
    );
  }
  return pages;
}

for (const form of ['notice', 'letter', 'minutes', 'report'] as const) {
  test(`a ${form} of the national pack keeps to the standard, as .docx and as PDF`, async () => {
    const document = await documentOf(formed(form).id);
    assert.equal(document.form, form);
    const parts = unzipSync(await writeDocx(document));
    const xml = strFromU8(parts['word/document.xml']!);
    const margins = /<w:pgMar[^>]*>/.exec(xml)?.[0] ?? '';
    for (const [side, millimetres] of [
      ['top', 37],
      ['left', 28],
      ['right', 26],
      ['bottom', 35],
    ] as const) {
      const twips = Number(new RegExp(`w:${side}="(\\d+)"`).exec(margins)?.[1]);
      assert.ok(Math.abs(twips - (millimetres * 1440) / 25.4) < 1, `${side} ${twips}`);
    }
    const headers = Object.entries(parts).filter(([name]) => /word\/header\d\.xml/.test(name));
    const red = [xml, ...headers.map(([, bytes]) => strFromU8(bytes))].find((one) => one.includes('FF0000'));
    assert.ok(red?.includes(document.mark!), 'the mark is red');
    const pages = await piecesOf(writePdf(document));
    const [left, right] = [points(28), points(210 - 26)];
    // Brackets and stops may hang by the blank half of their square.
    for (const piece of pages.flat().filter(({ size }) => size === 16))
      assert.ok(
        piece.x >= left - 9 && piece.end <= right + 9,
        `${piece.text} ${piece.x} ${piece.end} of ${left} ${right}`,
      );
    const first = pages[0]!;
    assert.ok(
      first.some(({ size }) => Math.abs(size - 22) < 0.01),
      'a title of 22 points',
    );
    const isNumbered = first.some(({ text, size }) => size === 14 && /^—?1—?$/.test(text));
    assert.equal(isNumbered, form !== 'letter', 'the first page of a letter bears no number');
  });
}

test('the paper of a handover names both, lists what is open, and leaves a line for each signature', async () => {
  const document = await documentOf('handover', { tenure: 'x' });
  assert.equal(document.title, '示例县工作交接书');
  const noted = new Map(document.origin.notes.map((note) => [note.at, note.value]));
  assert.deepEqual(
    ['row.leaver.name', 'row.taker.name', 'open.#', 'open[status=overdue].#', 'contacts.#'].map((at) => noted.get(at)),
    ['示例甲', '示例乙', 2, 2, 1],
  );
  assert.equal(noted.get('open[key=k2].status'), 'overdue');
  const xml = strFromU8(unzipSync(await writeDocx(document))['word/document.xml']!);
  const pages = await piecesOf(writePdf(document));
  const [left, right] = [points(28), points(210 - 26)];
  for (const piece of pages.flat().filter(({ size }) => size === 16))
    assert.ok(piece.x >= left - 9 && piece.end <= right + 9, `${piece.text} ${piece.x} ${piece.end}`);
  for (const who of ['移交人', '接收人', '监交人']) {
    const line = `${who}（签字）：`;
    assert.ok(xml.includes(line), line);
    // The blank to sign on and the date after it stand on the line of the name.
    const [named] = pages.flat().filter(({ text }) => text.startsWith(`${who}（签字）`));
    assert.ok(named, line);
    const beside = pages.flat().filter(({ y }) => Math.abs(y - named.y) < 1);
    const ends = beside.map(({ text }) => text).join('');
    assert.match(ends, /^.{3}（签字）：　*年　*月　*日$/);
  }
  const text = pages
    .flat()
    .map((piece) => piece.text)
    .join('');
  assert.ok(text.includes('示例村') && text.includes('发起交接时的清单') && text.includes('移交签字'));
  await assert.rejects(documentOf('handover'), { code: 'paper_needs' });
});

test('minutes name who was there before the body; letters stand without a red head of documents', async () => {
  const minutes = await documentOf('leading-group-minutes');
  assert.deepEqual(
    minutes.present?.map(({ word }) => word),
    ['出席', '请假', '列席'],
  );
  const lines = (await piecesOf(writePdf(minutes)))
    .flat()
    .map(({ text }) => text)
    .join('');
  assert.ok(lines.indexOf('出席') >= 0 && lines.indexOf('出席') < lines.indexOf('议定事项'));
  const letter = await documentOf('department-letter');
  assert.ok(!letter.mark!.endsWith('文件'));
  const table = letter.body.find((block) => block.kind === 'table');
  assert.equal(table?.kind === 'table' ? table.rows.length : 0, 2);
  assert.ok(letter.origin.notes.some((note) => note.at === 'own.due' && note.value === figures.due));
});
