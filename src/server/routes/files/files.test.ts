import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import type { Actor, UnitCode } from '#org';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { photo } from '../../../../test/support/attached-files.ts';
import { docxOf, pdfOf } from '../../../../test/support/office-files.ts';
import { library } from '../../../../test/support/packs.ts';
import { operator } from '../../operator.ts';
import { collectDead } from '../../store/files/collect.ts';
import { verifyFiles } from '../../store/files/verify-files.ts';
import { verifyAll } from '../../store/verify.ts';

const packs = library('example', 'example-county');
const folder = mkdtempSync(join(tmpdir(), 'zerentian-attached-'));
let web: TestApp;
let by: Actor | undefined = operator;

before(async () => {
  web = await testApp(async () => by, packs, folder);
});
after(async () => {
  // Closed first: it listens, and a fault must not leave it behind.
  await web.app.close();
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(web.bugs, []);
});

const raw = { 'content-type': 'application/octet-stream' };
const at = (unit: string, name: string, kind = 'gathering'): string =>
  `/api/units/${unit}/files?${new URLSearchParams({ kind, name })}`;
const upload = (bytes: Buffer | string, name: string, unit = '990101') =>
  web.post(at(unit, name), Buffer.from(bytes as string), raw);
const gathering = (entries: string[]) => ({
  kind: 'gathering',
  unit: '990101',
  day: '2026-06-01',
  fields: { type: 'festival', files: entries },
});
const amend = (id: string, fields: object, version = 1) =>
  web.post(`/api/records/990101/${id}/acts`, { id: randomUUID(), verb: 'amend', fields, version });
/** Every digest that the store holds. */
const stored = (): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).flatMap((path) => /[0-9a-f]{64}$/.exec(path) ?? []).sort();

test('a photo is sent, attached by an act, shown without its place; the digest stands in the act', async () => {
  const sent = await upload(await photo(), '现场/照片.jpeg');
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  const { digest, entry, name, family, width } = sent.body;
  assert.deepEqual([name, family, width, entry], ['照片.jpg', 'image', 320, `${digest}:照片.jpg`]);
  const { id, answer } = await web.record('990101', gathering([entry]));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const record = await web.get(`/api/records/990101/${id}`);
  assert.deepEqual(record.body.acts[0].body.fields.files, [entry]);
  const { rows } = (await web.get(`/api/records/990101/${id}/files`)).body;
  assert.deepEqual(
    rows.map((row: { name: string; held: boolean }) => [row.name, row.held]),
    [['照片.jpg', true]],
  );
  const file = await web.get(`/api/records/990101/${id}/files/${digest}/file`);
  assert.equal(file.status, 200);
  assert.deepEqual(
    [file.headers['content-type'], file.headers['x-content-type-options'], file.headers['content-security-policy']],
    ['image/jpeg', 'nosniff', "default-src 'none'; sandbox"],
  );
  assert.match(String(file.headers['content-disposition']), /^inline; /);
  const { exif, width: kept } = await sharp(file.bytes).metadata();
  assert.deepEqual([exif, kept], [undefined, 320]);
});

test('the same file again, twice at once, is one file; sending it has no effect of its own', async () => {
  const bytes = docxOf(['第一条 茶要趁热']);
  const before = stored().length;
  const both = await Promise.all([upload(bytes, '方案.docx'), upload(bytes, '方案(2).docx')]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  );
  assert.equal(both[0].body.digest, both[1].body.digest);
  await upload(bytes, '方案.docx');
  assert.equal(stored().length, before + 1);
  const { id } = await web.record('990101', gathering([both[0].body.entry]));
  const text = await web.get(`/api/records/990101/${id}/files/${both[0].body.digest}/text`);
  assert.match(text.body.text, /茶要趁热/);
  const file = await web.get(`/api/records/990101/${id}/files/${both[0].body.digest}/file`);
  assert.match(
    String(file.headers['content-disposition']),
    /^attachment; .*filename\*=UTF-8''%E6%96%B9%E6%A1%88\.docx$/,
  );
  assert.ok(file.bytes.equals(bytes));
});

test('a field takes only files that were sent here, of its kinds, under their own ending and not too many', async () => {
  const known = (await upload('茶', '茶.txt')).body;
  const refused = async (entries: string[]) => (await web.record('990101', gathering(entries))).answer;
  const never = await refused([`${'0'.repeat(64)}:x.txt`]);
  assert.deepEqual([never.status, never.body.code, never.body.fields[0].field], [409, 'file_unknown', 'files']);
  const elsewhere = (await upload('别处', '别处.txt', '990101100')).body;
  assert.equal((await refused([elsewhere.entry])).body.code, 'file_unknown');
  assert.equal((await refused([`${known.digest}:茶.exe`])).body.code, 'file_name');
  assert.equal((await refused([`${known.digest}:../茶.txt`])).body.code, 'file_name');
  const sheet = (await web.post(at('990101', 'x'), Buffer.from('x'), raw)).body;
  assert.equal(sheet.name, 'x.txt');
  const four = await Promise.all(
    ['1', '2', '3', '4'].map(async (text) => (await upload(text, `${text}.txt`)).body.entry),
  );
  assert.equal((await refused(four)).body.code, 'field_too_many');
});

test('a file of a kind that the field does not take is refused with what it takes', async () => {
  const xlsx = await web.get('/api/units/990101/records.xlsx');
  const sent = await upload(xlsx.bytes, '台账.xlsx');
  assert.deepEqual([sent.status, sent.body.family], [200, 'sheet']);
  const { answer } = await web.record('990101', gathering([sent.body.entry]));
  assert.deepEqual(
    [answer.status, answer.body.code, answer.body.facts.accepts],
    [422, 'file_kind_here', ['image', 'pdf', 'word', 'text']],
  );
});

test('what is taken out by a later act stays part of the history and can be opened', async () => {
  const [one, two] = await Promise.all([upload('甲', '甲.txt'), upload(pdfOf([['乙乙乙乙']]), '乙.pdf')]);
  const { id } = await web.record('990101', gathering([one.body.entry]));
  assert.equal((await amend(id, { files: [two.body.entry] }, 1)).status, 200);
  const { rows } = (await web.get(`/api/records/990101/${id}/files`)).body;
  assert.deepEqual(
    rows.map((row: { name: string; held: boolean }) => [row.name, row.held]),
    [
      ['乙.pdf', true],
      ['甲.txt', false],
    ],
  );
  const file = await web.get(`/api/records/990101/${id}/files/${one.body.digest}/file`);
  assert.deepEqual([file.status, file.body, file.headers['content-type']], [200, '甲', 'text/plain; charset=utf-8']);
  assert.match((await web.get(`/api/records/990101/${id}/files/${two.body.digest}/text`)).body.text, /乙乙/);
});

test('a file of another record, and one that no act attached, are not found', async () => {
  const pending = (await upload('未附', '未附.txt')).body;
  const { id } = await web.record('990101', gathering([]));
  const other = await web.get(`/api/records/990101/${id}/files/${pending.digest}/file`);
  assert.deepEqual([other.status, other.body.code], [404, 'file_away']);
  const none = await web.get(`/api/records/990101/${randomUUID()}/files/${pending.digest}/file`);
  assert.deepEqual([none.status, none.body.code], [404, 'record_unknown']);
  assert.equal((await web.get(`/api/records/990101/${id}/files/..%2f..%2fetc/file`)).status, 400);
});

test('kinds without a field for files take none; too large, empty and active files are refused in words', async () => {
  const none = await web.post(at('990101', 'a.txt', 'paper'), Buffer.from('x'), raw);
  assert.deepEqual([none.status, none.body.code], [422, 'file_not_wanted']);
  for (const [bytes, name, status, code] of [
    [Buffer.alloc(100 * 1024 * 1024), 'a.txt', 413, 'document_too_large'],
    ['', 'a.txt', 400, 'file_empty'],
    ['<svg onload=alert(1)>', 'a.svg', 415, 'file_kind'],
    [docxOf(['x'], [{ name: 'word/vbaProject.bin', bytes: 'x' }]), 'a.docx', 422, 'file_active'],
  ] as const) {
    const answer = await upload(bytes as Buffer, name);
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    assert.match(answer.body.remedy.zh, /[\u4e00-\u9fff]/);
  }
});

test('whoever may not write such a record here may send nothing; out of reach is not found', async () => {
  const seatAt = (unit: string, seat: string): Actor => ({
    account: randomUUID(),
    person: 'sample-1-1',
    name: '示例',
    seats: [{ unit: unit as UnitCode, seat, acting: false, via: 'tenure' }],
    admin: null,
    isSample: true,
  });
  const sent = (await upload('共同', '共同.txt')).body;
  const { id } = await web.record('990101', gathering([sent.entry]));
  const url = `/api/records/990101/${id}/files/${sent.digest}/file`;
  try {
    by = seatAt('990101', 'kite-clerk');
    assert.equal((await upload('x', 'x.txt')).status, 200);
    assert.equal((await web.get(url)).status, 200);
    by = seatAt('990101', 'kite-keeper');
    const looks = await upload('x', 'x.txt');
    assert.deepEqual([looks.status, looks.body.code], [403, 'not_allowed']);
    by = seatAt('990202', 'kite-clerk');
    const far = await upload('x', 'x.txt');
    assert.deepEqual([far.status, far.body.code], [404, 'unit_unknown']);
    const hidden = await web.get(url);
    assert.deepEqual([hidden.status, hidden.body.code], [404, 'record_unknown']);
    by = undefined;
    assert.equal((await upload('x', 'x.txt')).body.code, 'not_signed_in');
  } finally {
    by = operator;
  }
});

test('what nobody attached is dropped after its hours, and nothing else; dropped files can be sent again', async () => {
  const [kept, dead] = [(await upload('留', '留.txt')).body, (await upload('弃', '弃.txt')).body];
  const { id } = await web.record('990101', gathering([kept.entry]));
  const orphan = { county: '990101', digest: 'ab'.padEnd(64, '0') };
  await web.files.blobs.put(orphan, Buffer.from('left by a server that died'));
  await collectDead(web.stores, web.files.blobs, '2026-06-01T00:00:00.000Z');
  assert.ok(stored().includes(dead.digest), 'younger than its hours');
  await collectDead(web.stores, web.files.blobs, '2100-01-01T00:00:00.000Z');
  assert.deepEqual(
    [stored().includes(kept.digest), stored().includes(dead.digest), stored().includes(orphan.digest)],
    [true, false, false],
  );
  const late = await amend(id, { files: [dead.entry] });
  assert.deepEqual([late.status, late.body.code], [409, 'file_unknown']);
  await upload('弃', '弃.txt');
  assert.equal((await amend(id, { files: [kept.entry, dead.entry] })).status, 200);
  await collectDead(web.stores, web.files.blobs, '2100-01-01T00:00:00.000Z');
  assert.ok(stored().includes(dead.digest));
});

test('sending, attaching and collecting at once never leave an act without its file', async () => {
  const rounds = Array.from({ length: 24 }, (_, round) => `回合 ${round}`);
  const outcomes = await Promise.all(
    rounds.map(async (text) => {
      const { entry } = (await upload(text, 'x.txt')).body;
      const [made] = await Promise.all([
        web.record('990101', gathering([entry])),
        collectDead(web.stores, web.files.blobs, '2100-01-01T00:00:00.000Z'),
        upload(text, 'x.txt'),
      ]);
      return made.answer.status;
    }),
  );
  for (const status of outcomes) assert.ok(status === 200 || status === 409, String(status));
  assert.ok(outcomes.includes(200), 'some were in time');
  assert.deepEqual((await verifyFiles(web.stores, web.files.blobs, packs)).breaches, []);
  assert.deepEqual((await verifyAll(web.stores, packs)).breaches, []);
});

test('whoever breaks off in the middle of a file leaves nothing behind', async () => {
  const address = new URL(await web.app.listen({ host: '127.0.0.1', port: 0 }));
  const before = stored();
  const whole = Buffer.from('半'.repeat(100_000));
  for (const share of [0.1, 0.5, 0.99]) {
    const socket = connect(Number(address.port), '127.0.0.1');
    await once(socket, 'connect');
    const head = [`POST ${at('990101', '半.txt')} HTTP/1.1`, `host: 127.0.0.1:${address.port}`];
    const more = ['content-type: application/octet-stream', `content-length: ${whole.length}`, '', ''];
    socket.write([...head, ...more].join('\r\n'));
    socket.write(whole.subarray(0, Math.floor(whole.length * share)));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(stored(), before);
  assert.equal((await upload(whole, '半.txt')).status, 200);
  assert.equal(stored().length, before.length + 1);
});

test('an account cannot pile up files that it never attaches', async () => {
  by = { ...operator, account: 'operator' };
  await web.stores.asLoader((store) =>
    store.script(`update file set bytes = 210 * 1024 * 1024 where attached_at is null and digest = (
    select digest from file where unit_code = '990101' and attached_at is null limit 1)`),
  );
  const pending = (await upload('多', '多.txt')).body;
  await web.stores.asLoader((store) =>
    store.script(`update file set bytes = 210 * 1024 * 1024 where digest = '${pending.digest}'`),
  );
  const more = await upload('再多', '再多.txt');
  assert.deepEqual([more.status, more.body.code], [409, 'files_pending']);
  await collectDead(web.stores, web.files.blobs, '2100-01-01T00:00:00.000Z');
  assert.equal((await upload('再多', '再多.txt')).status, 200);
});

test('verify finds a file that was changed, one that is gone and a row that is gone', async () => {
  const sent = await Promise.all(['改', '缺', '行'].map(async (text) => (await upload(text, `${text}.txt`)).body));
  const { id } = await web.record('990101', gathering(sent.map(({ entry }) => entry)));
  const placeOf = (digest: string): string => join(folder, '990101', digest.slice(0, 2), digest);
  const [changed, missing, rowless] = sent.map(({ digest }) => digest as string);
  writeFileSync(placeOf(changed!), 'gai');
  rmSync(placeOf(missing!));
  await web.stores.asLoader((store) => store.script(`delete from file where digest = '${rowless}'`));
  const { breaches, files } = await verifyFiles(web.stores, web.files.blobs, packs);
  assert.ok(files > 10);
  assert.deepEqual(
    breaches.map(({ what, record, key, expected }) => [what, record, key, expected]).sort(),
    [
      ['file', id, '改.txt', changed],
      ['file', id, '缺.txt', missing],
      ['file', id, '行.txt', rowless],
    ].sort(),
  );
  const lost = await web.get(`/api/records/990101/${id}/files/${missing}/file`);
  assert.deepEqual([lost.status, lost.body.code], [503, 'file_lost']);
  assert.ok(readFileSync(placeOf(rowless!)).length > 0);
});
