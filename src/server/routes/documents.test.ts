import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getDocumentProxy } from 'unpdf';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { readOrigin } from '../typeset/docx-origin.ts';

let web: TestApp;
before(async () => {
  web = await testApp();
});
after(async () => {
  await web.app.close();
});

const at = '/api/units/990101/documents';

describe('official papers', () => {
  test('those of a unit are listed with what they need', async () => {
    const { status, body } = await web.get(at);
    assert.equal(status, 200);
    assert.deepEqual(
      body.rows.map((row: { kind: string; needs: string[] }) => [row.kind, row.needs]),
      [['kite-sheet', ['seat']]],
    );
  });

  test('a .docx says what the screen says, and where each figure came from', async () => {
    const sheet = await web.get('/api/units/990101/sheets/kite-keeper');
    const { status, headers, bytes } = await web.get(`${at}/kite-sheet.docx?seat=kite-keeper`);
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /wordprocessingml/);
    assert.match(String(headers['content-disposition']), /filename\*=UTF-8''.*docx/);
    const { origin, printed } = readOrigin(bytes);
    const owed = origin.notes.find((note) => note.at === 'figures.owed')!;
    assert.equal(owed.value, sheet.body.figures.owed);
    assert.deepEqual(printed.get(owed.id), [String(sheet.body.figures.owed)]);
    const cells = origin.notes.filter((note) => /^lanes\[duty=.*\.obligations\[key=.*\]\.done$/.test(note.at));
    assert.equal(cells.length, sheet.body.lanes.flatMap((lane: { obligations: unknown[] }) => lane.obligations).length);
    assert.deepEqual([origin.template, origin.pack, origin.day], ['kite-sheet', 'example', '2026-06-15']);
  });

  test('the same as PDF', async () => {
    const { status, headers, bytes } = await web.get(`${at}/kite-sheet.pdf?seat=kite-keeper&day=2026-05-01`);
    assert.deepEqual([status, headers['content-type']], [200, 'application/pdf']);
    const page = await (await getDocumentProxy(new Uint8Array(bytes))).getPage(1);
    const text = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('');
    assert.match(text.replaceAll(' ', ''), /截至2026年5月1日/);
  });

  test('a paper is read again: each figure still holds, was changed by hand, or has moved since', async () => {
    const { bytes } = await web.get(`${at}/kite-sheet.docx?seat=kite-keeper`);
    const binary = { 'content-type': 'application/octet-stream' };
    const { status, body } = await web.post('/api/documents/paper-checks', bytes, binary);
    assert.deepEqual([status, body.paper.template, body.paper.day], [200, 'kite-sheet', '2026-06-15']);
    assert.ok(body.rows.length > 0 && body.rows.every((row: { verdict: string }) => row.verdict === 'same'));
    const later = await web.post('/api/documents/paper-checks?day=2026-12-31', bytes, binary);
    assert.ok(later.body.rows.some((row: { verdict: string }) => row.verdict === 'changed'));
    const foreign = await web.post('/api/documents/paper-checks', Buffer.from('PK'), binary);
    assert.equal(foreign.status, 422);
  });

  test('characters that no shipped font has are named beside the file', async () => {
    await web.database.pool.query(`update unit set name = '高\u{2A6A5}县' where code = '990101'`);
    const { headers, bytes } = await web.get(`${at}/kite-sheet.pdf?seat=kite-keeper`);
    assert.equal(decodeURIComponent(String(headers['x-missing-characters'])), '\u{2A6A5}');
    const page = await (await getDocumentProxy(new Uint8Array(bytes))).getPage(1);
    const text = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('');
    assert.ok(text.includes('高〓县'), 'what cannot be shown stands as a mark, and the paper is made all the same');
    await web.database.pool.query(`update unit set name = '高飞县' where code = '990101'`);
    const whole = await web.get(`${at}/kite-sheet.pdf?seat=kite-keeper`);
    assert.equal(whole.headers['x-missing-characters'], undefined);
  });

  test('what cannot be made is refused with the reason', async () => {
    const cases: [url: string, status: number, code: string][] = [
      [`${at}/none.docx`, 404, 'paper_unknown'],
      [`${at}/kite-sheet.pdf`, 400, 'paper_needs'],
      [`${at}/kite-sheet.docx?seat=nobody`, 404, 'seat_unknown'],
      ['/api/units/99/documents/kite-sheet.docx?seat=kite-keeper', 422, 'paper_level'],
      [`${at}/kite-sheet.docx?seat=kite-keeper&day=2026-02-31`, 400, 'day_invalid'],
    ];
    for (const [url, status, code] of cases) {
      const answer = await web.get(url);
      assert.deepEqual([answer.status, answer.body.code], [status, code], url);
    }
  });
});
