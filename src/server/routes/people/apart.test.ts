/** That the three administrators stay three: no way leads one of them into the account of another. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { administrators, peopleApp } from '../../../../test/support/people-app.ts';

async function threeOfThem() {
  const web = await peopleApp();
  const ids = await administrators(web);
  return { web, ids, security: await web.signedIn('security') };
}

test('nobody gets a link by which he could sign in as an administrator', async () => {
  const { web, ids, security } = await threeOfThem();
  for (const role of ['system', 'second', 'auditor'] as const) {
    const signed = await web.signedIn(role);
    const reset = await security.post(`/api/accounts/${ids[role]}/reset`, { second_factor: true });
    assert.equal(reset.body.code, 'account_admin', role);
    assert.match(reset.body.remedy.zh, new RegExp(`zerentian account reset ${role}`));
    const again = await security.post('/api/accounts', { id: ids[role], user_name: role, name: '示例' });
    assert.equal(again.body.code, 'account_admin', role);
    assert.equal((await signed.get('/api/me')).body.admin, role === 'second' ? 'security' : role, 'still signed in');
  }
  const { rows } = await web.database.pool.query('select count(*)::int n from one_time_link');
  assert.deepEqual(rows, [{ n: 0 }]);
});

test('an account that is there is not made again for a link that could not be had otherwise', async () => {
  const { web, ids, security } = await threeOfThem();
  const make = (id: string, user_name: string) => security.post('/api/accounts', { id, user_name, name: '示例' });
  assert.equal((await make(ids.security, 'security')).body.code, 'account_own');
  await web.database.pool.query('update account set sample = true where id = $1', [ids.wang]);
  assert.equal((await make(ids.wang, 'wang')).body.code, 'account_sample');
  const id = randomUUID();
  assert.deepEqual([(await make(id, 'li')).status, (await make(id, 'li')).status], [200, 200]);
});

test('an administrator reaches no business records, though the person holds a seat', async () => {
  const { web } = await threeOfThem();
  for (const person of ['p-system', 'p-wang'])
    await web.database.pool.query(
      `insert into tenure values ('990101', gen_random_uuid(), '990101', 'kite-keeper', $1, '示例', '2026-01-01', null, false, true)`,
      [person],
    );
  const seen = async (name: string) => {
    const who = await web.signedIn(name);
    const { seats } = (await who.get('/api/me')).body;
    return [seats.length, (await who.get('/api/units/990101/records')).status];
  };
  assert.deepEqual(await seen('wang'), [1, 200]);
  assert.deepEqual(await seen('system'), [0, 404]);
});

test('a session knows the seats that its person left, so that they can be handed over', async () => {
  const { web } = await threeOfThem();
  const ends: [string, string | null][] = [
    ['kite-keeper', '2026-06-14'],
    ['kite-clerk', null],
  ];
  for (const [seat, to] of ends)
    await web.database.pool.query(
      `insert into tenure values ('990101', gen_random_uuid(), '990101', $1, 'p-wang', '示例', '2026-01-01', $2, false, true)`,
      [seat, to],
    );
  const who = await web.signedIn('wang');
  const found = await web.door.sessions.find(who.cookies.get('zerentian_session'));
  assert.deepEqual(found?.left, [{ unit: '990101', seat: 'kite-keeper', ended: '2026-06-14' }]);
  assert.deepEqual(
    found?.seats.map(({ seat }) => seat),
    ['kite-clerk'],
  );
});
