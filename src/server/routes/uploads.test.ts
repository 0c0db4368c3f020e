/** What comes in and what goes out stands in the audit log: imports, drafts that are taken, files that were refused. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { sheetBytes } from '../../../test/support/sheet.ts';
import { operator } from '../operator.ts';
import { auditKinds, listAudit } from '../store/people/audit.ts';

let app: TestApp;
before(async () => {
  app = await testApp();
});

const bytes = { 'content-type': 'application/octet-stream' };
const last = async () => {
  const [entry] = await app.stores.as('0', (store) => listAudit(store, {}, { limit: 1 }));
  assert.ok(entry, 'nothing was written down');
  return entry;
};

test('a file that is refused is written down: who sent what where, how much, and why not, in both languages', async () => {
  const files = [
    ['importRows', '/api/units/990101/imports/people', '990101', 'sheet_unreadable'],
    ['uploadFile', '/api/units/990101/files?kind=gathering&name=a.exe', '990101', null],
    ['importFile', '/api/documents?home=990101&name=a.pdf', '990101', null],
    ['readFile', '/api/documents/readings', '', null],
    ['checkPaper', '/api/documents/paper-checks', '', null],
  ] as const;
  for (const [what, url, unit, code] of files) {
    const answer = await app.post(url, Buffer.from('%PDF-1.7 broken'), bytes);
    assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status}`);
    const { kind, actor, unit: place, facts } = await last();
    assert.deepEqual([kind, actor, place], ['upload-refused', operator.account, unit], what);
    assert.deepEqual([facts.what, facts.bytes, facts.code], [what, 15, code ?? answer.body.code]);
    assert.deepEqual(facts.why, answer.body.message);
  }
});

test('an upload without any bytes, or without saying what it is, is refused in words', async () => {
  const urls = ['/api/units/990101/imports/people', '/api/units/990101/imports/people/rejected.xlsx'];
  const files = ['/api/units/990101/files?kind=gathering&name=a.txt', '/api/documents?home=990101&name=a.txt'];
  for (const url of [...urls, ...files, '/api/documents/readings', '/api/documents/paper-checks'])
    for (const headers of [{}, bytes]) {
      const answer = await app.app.inject({ method: 'POST', url, headers: { ...headers, 'content-length': '0' } });
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${url}: ${answer.body.slice(0, 200)}`);
    }
  assert.deepEqual(app.bugs, []);
});

test('what went in is no refusal: an import is written down with its counts, a text with its name', async () => {
  const sheet = await sheetBytes(['姓名*', '电话', '邮箱', '人员编号'], [['示例甲', '', '', '']]);
  assert.equal((await app.post('/api/units/990101/imports/people?dry=no', sheet, bytes)).status, 200);
  const people = await last();
  assert.deepEqual([people.kind, people.unit, people.facts.good], ['import-people', '990101', 1]);
  const text = Buffer.from('示例县风筝办法\n\n第一条 为了放好风筝，制定本办法。\n\n第二条 每年放一次。\n');
  const kept = await app.post('/api/documents?home=990101&name=kites.txt', text, bytes);
  assert.equal(kept.status, 200, JSON.stringify(kept.body));
  const document = await last();
  assert.deepEqual(
    [document.kind, document.unit, document.subject],
    ['import-document', '990101', kept.body.documents[0].id],
  );
  assert.deepEqual([document.facts.name, document.facts.documents, document.facts.repeated], ['kites.txt', 1, false]);
});

test('the log is searched by each of these kinds', async () => {
  const kinds = await app.stores.as('0', auditKinds);
  assert.deepEqual(kinds, ['import-document', 'import-people', 'upload-refused']);
  for (const kind of kinds) {
    const found = await app.stores.as('0', (store) => listAudit(store, { kind }, { limit: 50 }));
    assert.ok(found.length > 0 && found.every((entry) => entry.kind === kind), kind);
  }
  assert.deepEqual(app.bugs, []);
});
