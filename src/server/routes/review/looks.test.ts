/** Every way that leads to what a record of households says stands in the audit log. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';

const folder = mkdtempSync(join(tmpdir(), 'zerentian-looks-'));
const unit = '990101';
let web: TestApp;
let id = '';
let digest = '';

const looks = async (): Promise<{ subject: string; facts: object }[]> => {
  const { rows } = await web.database.pool.query(
    `select subject, facts from audit_entry where kind = 'read-personal' order by seq`,
  );
  return rows as { subject: string; facts: object }[];
};
const act = (body: object) => web.post(`/api/records/${unit}/${id}/acts`, { id: randomUUID(), ...body });

before(async () => {
  web = await testApp(undefined, library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023'), folder);
  const sent = await web.post(
    `/api/units/${unit}/files?${new URLSearchParams({ kind: 'waiver', name: '说明.txt' })}`,
    Buffer.from('第 17 户外出务工，请予免除。'),
    { 'content-type': 'application/octet-stream' },
  );
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  digest = sent.body.digest;
  const [owed] = (await web.get(`/api/units/${unit}/obligations?scope=own&limit=1`)).body.rows;
  const fields = {
    duty: owed.duty,
    period: owed.period,
    reason: '外出',
    approver: '市农办',
    attachments: [sent.body.entry],
  };
  const made = await web.record(unit, { kind: 'waiver', unit, day: '2026-06-01', fields });
  assert.equal(made.answer.status, 200, JSON.stringify(made.answer.body));
  id = made.id;
});
after(async () => {
  await web.app.close();
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(web.bugs, []);
});

test('an attachment of such a record is written down as a look, as bytes and as text', async () => {
  for (const part of ['file', 'text'])
    assert.equal((await web.get(`/api/records/${unit}/${id}/files/${digest}/${part}`)).status, 200, part);
  const facts = { file: '说明.txt' };
  assert.deepEqual(await looks(), [
    { subject: id, facts },
    { subject: id, facts },
  ]);
  const away = await web.get(`/api/records/${unit}/${id}/files/${'0'.repeat(64)}/file`);
  assert.deepEqual([away.status, (await looks()).length], [404, 2]);
});

test('so is what changed in it since it was returned, where that is shown', async () => {
  const before = (await looks()).length;
  const review = () => web.get(`/api/records/${unit}/${id}/review`);
  assert.deepEqual([(await review()).status, (await looks()).length], [200, before], 'nothing is shown yet');
  assert.equal((await act({ verb: 'return', version: 1, reason: '写明户' })).status, 200);
  assert.equal((await act({ verb: 'submit', version: 2, fields: { targets: ['17'] } })).status, 200);
  const { changes } = (await review()).body;
  assert.deepEqual(
    changes.map((one: { field: string }) => one.field),
    ['targets'],
  );
  assert.deepEqual((await looks()).slice(before), [{ subject: id, facts: {} }]);
});
