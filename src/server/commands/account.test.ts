import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from '../../../test/support/command.ts';
import { goodPassword, peopleApp } from '../../../test/support/people-app.ts';
import { databaseWithUnits } from '../../../test/support/sample.ts';
import { todayOf } from '../routes/context.ts';

test('the operator makes, resets and closes accounts by links, never by passwords, and the audit log tells', async () => {
  const web = await peopleApp();
  web.clock.now = new Date();
  const { url } = web.database;
  const account = (...words: string[]) => runCommand('account', [...words, '--json'], url);
  assert.deepEqual((await account('list')).json, { rows: [] });
  const made = await account('add', '--user', 'Wang', '--name', '示例王');
  assert.equal(made.code, 0);
  assert.match(made.json.link, /^http:\/\/127\.0\.0\.1:\d+\/link#[\w-]{43}$/);
  const use = (link: string, password = goodPassword) =>
    web.visitor().post('/api/links/use', { token: link.split('#')[1], password });
  assert.equal((await use(made.json.link)).status, 200);
  const wang = await web.signedIn('wang');
  const taken = await runCommand('account', ['add', '--user', 'wang', '--name', '示例另一人'], url);
  assert.equal(taken.code, 1);
  assert.match(taken.err, /已有人用[\s\S]*is taken/);

  const again = await account('reset', 'wang', '--second-factor');
  web.door.sessions.forget();
  assert.equal((await wang.get('/api/me')).status, 401);
  assert.equal((await use(again.json.link, 'Harvest-In-Autumn-9')).status, 200);
  assert.equal((await account('disable', 'wang', '--reason', '调离')).json.disabled, true);
  const closed = { user_name: 'wang', password: 'Harvest-In-Autumn-9' };
  assert.equal((await web.visitor().post('/api/sign-in', closed)).body.code, 'sign_in_wrong');
  assert.equal((await account('enable', 'wang', '--reason', '回来')).json.disabled, false);
  await web.signedIn('wang', 'Harvest-In-Autumn-9');
  const { rows } = (await account('list')).json;
  assert.deepEqual(
    rows.map((row: Record<string, unknown>) => [row.user_name, row.has_password, row.disabled, row.admin]),
    [['wang', true, false, null]],
  );
  const kinds = (await web.audited()).filter((entry) => entry.actor === 'operator').map((entry) => entry.kind);
  assert.deepEqual(kinds, ['account-enabled', 'account-disabled', 'account-reset', 'account-created']);
});

test('what is missing or unknown is refused by name', async () => {
  const { url } = (await peopleApp()).database;
  assert.equal((await runCommand('account', ['burn'], url)).code, 2);
  assert.match((await runCommand('account', ['add', '--user', 'x'], url)).err, /--name/);
  assert.match((await runCommand('account', ['reset', 'nobody'], url)).err, /没有账号“nobody”/);
  assert.match((await runCommand('account', ['disable', 'x'], url)).err, /--reason/);
});

test('the first holder of an installation gets account and seat at once; what is refused leaves neither', async () => {
  const { pool, url } = await databaseWithUnits();
  const today = () => todayOf({ now: () => new Date() });
  const began = today();
  const add = (user: string, seat: string) =>
    runCommand('account', ['add', '--user', user, '--name', '示例甲', '--seat', seat], url);
  assert.match((await add('jia', '433124:nobody')).err, /没有职务或机构 433124:nobody/);
  assert.match((await add('jia', '43312')).err, /43312/);
  assert.equal((await add('jia', '433124:rural-work-office-head')).code, 0);
  assert.equal((await add('JIA', '433124:party-secretary')).code, 1, 'the name is taken');
  assert.deepEqual((await runCommand('account', ['list', '--json'], url)).json.rows.length, 1);
  const { rows } = await pool.query(
    `select a.user_name, t.unit_code, t.seat, t.from_day::text
     from tenure t left join account a on a.person = t.person`,
  );
  const [{ from_day, ...held }] = rows as [{ from_day: string }];
  assert.deepEqual(held, { user_name: 'jia', unit_code: '433124', seat: 'rural-work-office-head' });
  assert.ok(from_day >= began && from_day <= today(), from_day);
  assert.equal(rows.length, 1);
});
