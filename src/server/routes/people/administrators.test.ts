import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import {
  administrators,
  goodPassword,
  type PeopleApp,
  peopleApp,
  type Visitor,
} from '../../../../test/support/people-app.ts';
import { callPost, seatPerson } from '../../../../test/support/tree.ts';
import { setUpAddress } from './links.ts';

const json = { user_name: 'x', password: goodPassword };
const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1);
const hours = (web: PeopleApp, count: number): void => {
  web.clock.now = new Date(web.clock.now.getTime() + count * 3_600_000);
};

/** A system administrator, two security administrators, an auditor. */
async function administered() {
  const web = await peopleApp();
  const ids = await administrators(web);
  return {
    web,
    ids,
    system: await web.signedIn('system'),
    security: await web.signedIn('security'),
    second: await web.signedIn('second'),
    auditor: await web.signedIn('auditor'),
  };
}

describe('the first set-up', () => {
  const setUp = (who: Visitor, token: string, role: string, more: object = {}) =>
    who.post('/api/links/set-up', {
      token,
      role,
      name: `示例${role}`,
      user_name: role,
      password: goodPassword,
      ...more,
    });

  test('makes three administrators by one link, each once, and then the link is worth nothing', async () => {
    const web = await peopleApp();
    const who = web.visitor();
    assert.equal((await who.get('/api/sign-in')).body.is_set_up, false);
    const link = (await setUpAddress(web.context, web.door)) ?? '';
    assert.match(link, /^http:\/\/localhost\/link#[\w-]{43}$/);
    const token = tokenOf(link);
    assert.equal((await setUp(who, token, 'system', { password: 'short' })).body.code, 'password_weak');
    assert.deepEqual((await setUp(who, token, 'system')).body.missing, ['security', 'auditor']);
    assert.equal((await setUp(who, token, 'system', { user_name: 'again' })).body.code, 'admin_held');
    assert.equal((await setUp(who, token, 'security', { user_name: 'system' })).body.code, 'user_name_taken');
    const look = await who.post('/api/links/look', { token });
    assert.deepEqual(
      look.body.roles.filter((one: { is_held: boolean }) => one.is_held).map((one: { role: string }) => one.role),
      ['system'],
    );
    await setUp(who, token, 'security');
    assert.deepEqual((await setUp(who, token, 'auditor')).body.missing, []);
    assert.equal((await setUp(who, token, 'auditor', { user_name: 'more' })).body.code, 'link_ended');
    assert.equal((await who.get('/api/sign-in')).body.is_set_up, true);
    assert.equal(await setUpAddress(web.context, web.door), undefined);
    const me = await (await web.signedIn('auditor')).get('/api/me');
    assert.equal(me.body.admin, 'auditor');
    const kinds = (await web.audited()).map((one) => one.kind);
    assert.deepEqual(kinds, ['sign-in', 'set-up-admin', 'set-up-admin', 'set-up-admin']);
  });

  test('has a link that ends with its hours, and with the next one', async () => {
    const web = await peopleApp();
    const [one, two] = [await setUpAddress(web.context, web.door), await setUpAddress(web.context, web.door)];
    assert.equal((await setUp(web.visitor(), tokenOf(one ?? ''), 'system')).body.code, 'link_ended');
    hours(web, 73);
    assert.equal((await setUp(web.visitor(), tokenOf(two ?? ''), 'system')).body.code, 'link_ended');
  });

  test('knows no default password: a fresh installation has no account at all', async () => {
    const web = await peopleApp();
    const { rows } = await web.database.pool.query(
      'select (select count(*) from account) a, (select count(*) from credential) c',
    );
    assert.deepEqual(rows, [{ a: 0, c: 0 }]);
    assert.equal((await web.visitor().post('/api/sign-in', { ...json, user_name: 'admin' })).status, 422);
  });
});

describe('accounts', () => {
  test('are the security administrator’s work and nobody else’s', async () => {
    const { web, ids, system, auditor } = await administered();
    const plain = await web.signedIn('wang');
    for (const who of [system, auditor, plain]) {
      assert.equal((await who.get('/api/accounts')).body.code, 'not_allowed');
      const made = await who.post('/api/accounts', { id: randomUUID(), user_name: 'li', name: '示例李' });
      assert.equal(made.body.code, 'not_allowed');
      assert.equal((await who.post(`/api/accounts/${ids.wang}/disable`, { reason: 'x' })).body.code, 'not_allowed');
    }
    assert.deepEqual((await plain.get('/api/approvals')).body.rows, [], 'of what administrators ask he sees nothing');
    const deed = { id: randomUUID(), kind: 'export-accounts', reason: 'x' };
    assert.equal((await plain.post('/api/approvals', deed)).body.code, 'not_allowed');
    for (const who of [plain, system]) assert.equal((await who.get('/api/audit')).body.code, 'not_allowed');
  });

  test('are made with a link by which the person sets a password that nobody else knows', async () => {
    const { web, security } = await administered();
    const body = { id: randomUUID(), user_name: 'Li.Si', name: '示例李四' };
    const made = await security.post('/api/accounts', body);
    const again = await security.post('/api/accounts', body);
    assert.deepEqual([made.status, again.status], [200, 200]);
    const who = web.visitor();
    const use = (link: string, password = goodPassword) =>
      who.post('/api/links/use', { token: tokenOf(link), password });
    assert.equal((await use(made.body.link)).body.code, 'link_ended', 'the first of two links');
    assert.equal((await use(again.body.link, 'Li.Si-Password-1')).body.code, 'password_weak', 'holds the user name');
    assert.deepEqual((await use(again.body.link)).body, { user_name: 'li.si' });
    assert.equal((await use(again.body.link)).body.code, 'link_ended', 'used');
    await web.signedIn('li.si');
    const taken = await security.post('/api/accounts', { id: randomUUID(), user_name: 'LI.SI', name: '示例又李' });
    assert.equal(taken.body.code, 'user_name_taken');
  });

  test('belong to one person each; persons in seats are found by name until they have one', async () => {
    const { web, security } = await administered();
    await web.database.pool.query(
      `insert into tenure values ('990101', gen_random_uuid(), '990101', 'x', 'p-1', '示例赵六', '2026-01-01', null, false, true)`,
    );
    const found = await security.get(`/api/accounts/persons?q=${encodeURIComponent('赵')}`);
    assert.deepEqual(
      found.body.rows.map((row: { person: string; seats: { unit: string }[] }) => [row.person, row.seats[0]?.unit]),
      [['p-1', '990101']],
    );
    const make = (user_name: string) =>
      security.post('/api/accounts', { id: randomUUID(), user_name, name: '示例赵六', person: 'p-1' });
    assert.equal((await make('zhao')).status, 200);
    assert.equal((await make('zhao2')).body.code, 'person_has_account');
    assert.deepEqual((await security.get(`/api/accounts/persons?q=${encodeURIComponent('赵')}`)).body.rows, []);
    assert.deepEqual((await security.get('/api/accounts/persons?q=%25')).body.rows, [], 'a sign of search is a letter');
    const { body } = await security.get('/api/accounts?q=zhao');
    assert.deepEqual(
      body.rows[0].seats.map((seat: { unit: string }) => seat.unit),
      ['990101'],
    );
  });

  test('are listed with their seats as the units call them', async () => {
    const { web, security } = await administered();
    const { pool } = web.database;
    await seatPerson(pool, { unit: '990101', seat: 'kite-keeper', from: '2026-01-01', name: '示例钱七' });
    await seatPerson(pool, { unit: '990102', seat: 'kite-keeper', from: '2026-01-01', name: '示例钱八' });
    await callPost(pool, '990101', 'kite-keeper', '示例县总看护');
    const { body: found } = await security.get(`/api/accounts/persons?q=${encodeURIComponent('示例钱')}`);
    assert.deepEqual(
      found.rows.map((row: { seats: { name: { zh: string } }[] }) => row.seats[0]?.name.zh),
      ['示例县总看护', '县风筝看护人'],
    );
    for (const [at, { person, name }] of found.rows.entries())
      await security.post('/api/accounts', { id: randomUUID(), user_name: `qian-${at}`, name, person });
    const { body } = await security.get('/api/accounts?q=qian');
    assert.deepEqual(
      body.rows.map((row: { seats: { name: object }[] }) => row.seats[0]?.name),
      [
        { zh: '示例县总看护', en: 'County Kite Keeper (示例县总看护)' },
        { zh: '县风筝看护人', en: 'County Kite Keeper' },
      ],
    );
  });

  test('are listed page by page', async () => {
    const { security } = await administered();
    const one = await security.get('/api/accounts?limit=3');
    const two = await security.get(`/api/accounts?limit=3&after=${one.body.next}`);
    const names = [...one.body.rows, ...two.body.rows].map((row: { user_name: string }) => row.user_name);
    assert.deepEqual([names, two.body.next], [['auditor', 'second', 'security', 'system', 'wang'], null]);
  });
});

describe('accounts of others', () => {
  test('that are closed end every session at once, and open again with the same password', async () => {
    const { web, ids, security } = await administered();
    const wang = await web.signedIn('wang');
    assert.equal((await wang.get('/api/me')).status, 200);
    await security.post(`/api/accounts/${ids.wang}/disable`, { reason: '调离' });
    assert.equal((await wang.get('/api/me')).status, 401);
    const refused = await web.visitor().post('/api/sign-in', { user_name: 'wang', password: goodPassword });
    assert.equal(refused.body.code, 'sign_in_wrong');
    await security.post(`/api/accounts/${ids.wang}/enable`, { reason: '回来' });
    await web.signedIn('wang');
    assert.equal(
      (await security.post(`/api/accounts/${ids.security}/disable`, { reason: 'x' })).body.code,
      'account_own',
    );
  });

  test('must take another password at the next sign-in where the security administrator asks for it', async () => {
    const { web, ids, security } = await administered();
    const wang = await web.signedIn('wang');
    const url = `/api/accounts/${ids.wang}/password-change`;
    assert.deepEqual((await security.post(url, { reason: '疑似泄露' })).body, { asked: true });
    assert.equal((await wang.get('/api/me')).status, 401);
    const sign = (more: object = {}) =>
      web.visitor().post('/api/sign-in', { user_name: 'wang', password: goodPassword, ...more });
    assert.equal((await sign()).body.needs, 'new_password');
    assert.equal((await sign({ new_password: 'Harvest-In-Autumn-9' })).body.needs, null);
    await web.signedIn('wang', 'Harvest-In-Autumn-9');
  });

  test('that are reset end their sessions and take a link; the second factor goes only when asked', async () => {
    const { web, ids, security } = await administered();
    const wang = await web.signedIn('wang');
    const { body } = await security.post(`/api/accounts/${ids.wang}/reset`, { second_factor: true });
    assert.equal((await wang.get('/api/me')).status, 401);
    const again = await web.visitor().post('/api/links/use', { token: tokenOf(body.link), password: goodPassword });
    assert.equal(again.body.code, 'password_again');
    const used = await web
      .visitor()
      .post('/api/links/use', { token: tokenOf(body.link), password: 'Harvest-In-Autumn-9' });
    assert.equal(used.status, 200);
    await web.signedIn('wang', 'Harvest-In-Autumn-9');
    const told = (await web.audited()).map((one) => one.kind);
    assert.ok(told.includes('account-reset') && told.includes('password-set'));
  });
});

describe('the three administrators', () => {
  test('are never one person, whatever is written into the database', async () => {
    const { web, ids } = await administered();
    const give = (account: string, person: string) =>
      web.database.pool.query(`insert into admin_seat values ($1, $2, 'auditor', now(), null, null)`, [
        account,
        person,
      ]);
    await assert.rejects(give(ids.system, 'another'), /admin_seat_account_key/);
    await assert.rejects(give(ids.wang, 'p-system'), /admin_seat_person_key/);
  });

  test('are made by two persons: one asks, another decides, and it happens once', async () => {
    const { web, ids, system, security, second, auditor } = await administered();
    const ask = (who: Visitor, body: object) =>
      who.post('/api/approvals', { id: randomUUID(), reason: '需要', ...body });
    const grant = { kind: 'grant-admin', account: ids.wang, role: 'auditor' };
    assert.equal((await ask(system, grant)).body.code, 'not_allowed');
    assert.equal((await ask(security, { ...grant, account: ids.system })).body.code, 'admin_already');
    assert.equal((await ask(security, { kind: 'grant-admin', account: ids.wang })).body.code, 'input_invalid');
    const { body } = await ask(security, grant);
    const decide = (who: Visitor, verdict = 'approved') => who.post(`/api/approvals/${body.id}`, { verdict });
    assert.equal((await decide(security)).body.code, 'approval_own');
    assert.equal((await (await web.signedIn('wang')).get('/api/me')).body.admin, null);
    const list = await second.get('/api/approvals');
    assert.deepEqual([list.body.rows[0].state, list.body.rows[0].can], ['open', ['approve', 'refuse']]);
    assert.deepEqual((await security.get('/api/approvals')).body.rows[0].can, []);
    const both = await Promise.all([decide(second), decide(auditor)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    assert.equal((await (await web.signedIn('wang')).get('/api/me')).body.admin, 'auditor');
    const entry = (await web.audited()).find((one) => one.kind === 'grant-admin');
    assert.deepEqual([entry?.subject, entry?.facts.role], [ids.wang, 'auditor']);
    assert.notEqual(entry?.actor, ids.security);
  });

  test('are not made by who asked, even when written so into the database', async () => {
    const { web, ids } = await administered();
    const own = `insert into approval values ($1, 'grant-admin', '{}', 'x', $2, now(), now(), $2, now(), 'approved', null)`;
    await assert.rejects(web.database.pool.query(own, [randomUUID(), ids.security]), /approval_two_check/);
  });

  test('are refused, or too late after their hours', async () => {
    const { web, ids, security, second } = await administered();
    const ask = async () => {
      const body = { id: randomUUID(), kind: 'grant-admin', account: ids.wang, role: 'system', reason: '需要' };
      return (await security.post('/api/approvals', body)).body.id as string;
    };
    const one = await ask();
    assert.deepEqual((await second.post(`/api/approvals/${one}`, { verdict: 'refused', answer: '不必' })).body, {
      state: 'refused',
    });
    assert.equal((await second.post(`/api/approvals/${one}`, { verdict: 'approved' })).body.code, 'approval_closed');
    const two = await ask();
    hours(web, 73);
    const late = await web.signedIn('second');
    assert.equal((await late.post(`/api/approvals/${two}`, { verdict: 'approved' })).body.code, 'approval_closed');
    assert.equal((await (await web.signedIn('wang')).get('/api/me')).body.admin, null);
  });

  test('end by two persons too, but never the last one of a role', async () => {
    const { ids, security, second, system } = await administered();
    const end = async (account: string, by: Visitor) => {
      const body = { id: randomUUID(), kind: 'end-admin', account, reason: '轮换' };
      const asked = await security.post('/api/approvals', body);
      if (asked.status !== 200) return asked;
      return by.post(`/api/approvals/${asked.body.id}`, { verdict: 'approved' });
    };
    assert.equal((await end(ids.auditor, second)).body.code, 'admin_last');
    assert.equal((await end(ids.wang, second)).body.code, 'admin_none');
    assert.deepEqual((await end(ids.second, system)).body, { state: 'done' });
    assert.equal((await second.get('/api/me')).status, 401, 'their sessions end');
    assert.equal((await system.post(`/api/accounts/${ids.security}/disable`, { reason: 'x' })).status, 403);
  });
});

describe('exporting personal data', () => {
  test('takes the approval of another administrator, and each counts once', async () => {
    const { web, security, second, system } = await administered();
    const url = (approval: string) => `/api/accounts.xlsx?approval=${approval}`;
    assert.equal((await security.get(url(randomUUID()))).body.code, 'approval_unknown');
    const asked = await security.post('/api/approvals', { id: randomUUID(), kind: 'export-accounts', reason: '年检' });
    const { id } = asked.body;
    assert.equal((await security.get(url(id))).body.code, 'approval_needed');
    assert.deepEqual((await system.post(`/api/approvals/${id}`, { verdict: 'approved' })).body, { state: 'approved' });
    assert.equal((await second.get(url(id))).body.code, 'approval_needed', 'it was not them who asked');
    const file = await security.get(url(id));
    assert.equal(file.status, 200);
    const book = await readXlsx(file.bytes);
    const names = book.sheets[0]?.rows.map((row) => String(row[0]));
    assert.deepEqual(names, ['用户名', 'auditor', 'second', 'security', 'system', 'wang']);
    assert.equal((await security.get(url(id))).body.code, 'approval_needed', 'a second time');
    assert.equal((await web.audited())[0]?.kind, 'export-accounts');
  });
});

describe('the audit page', () => {
  test('finds entries by person, kind and day, page by page, and tells of its own export', async () => {
    const { web, auditor } = await administered();
    await web.visitor().post('/api/sign-in', { user_name: 'nobody', password: 'x' });
    const all = await auditor.get('/api/audit');
    assert.deepEqual(all.body.kinds, ['sign-in', 'sign-in-failed']);
    assert.equal(all.body.rows[0].kind, 'sign-in-failed');
    const failed = await auditor.get('/api/audit?kind=sign-in-failed');
    assert.deepEqual(
      failed.body.rows.map((row: { subject_name: string }) => row.subject_name),
      ['nobody'],
    );
    const second = await auditor.get('/api/audit?person=second');
    assert.deepEqual(
      second.body.rows.map((row: { actor_name: string }) => row.actor_name),
      ['示例second'],
    );
    const page = await auditor.get('/api/audit?limit=2');
    const next = await auditor.get(`/api/audit?limit=2&after=${page.body.next}`);
    assert.ok(next.body.rows[0].seq < page.body.rows[1].seq);
    assert.deepEqual((await auditor.get('/api/audit?to=2026-06-14')).body.rows, []);
    assert.equal((await auditor.get('/api/audit?from=2026-06-15&to=2026-06-15')).body.rows.length, 5);
    const file = await auditor.get('/api/audit.xlsx?kind=sign-in&lang=en');
    const book = await readXlsx(file.bytes);
    assert.deepEqual([book.sheets[0]?.rows[0]?.[2], book.sheets[0]?.rows.length], ['What', 5]);
    assert.equal((await web.audited())[0]?.kind, 'export-audit');
  });
});
