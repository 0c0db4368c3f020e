import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { goodPassword, peopleApp } from '../../../../test/support/people-app.ts';
import { standardPolicy } from '../../people/policy.ts';
import { codeAt, stepOf } from '../../people/totp.ts';
import { giveAdminSeat } from '../../store/people/administrators.ts';
import { listAudit } from '../../store/people/audit.ts';

const minutes = (clock: { now: Date }, count: number): void => {
  clock.now = new Date(clock.now.getTime() + count * 60_000);
};
const cookieOf = (headers: Readonly<Record<string, unknown>>): string => String(headers['set-cookie']);

describe('signing in by password', () => {
  test('opens a session whose cookie scripts cannot read and other sites do not send', async () => {
    const web = await peopleApp();
    await web.account('wang');
    const who = web.visitor();
    assert.equal((await who.get('/api/me')).status, 401);
    const { status, body, headers } = await who.post('/api/sign-in', { user_name: ' WANG ', password: goodPassword });
    assert.deepEqual([status, body.needs], [200, null]);
    assert.match(cookieOf(headers), /^zerentian_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    assert.equal(headers['cache-control'], 'no-store');
    const me = await who.get('/api/me');
    assert.deepEqual([me.status, me.body.name, me.body.user_name, me.body.admin], [200, '示例wang', 'wang', null]);
    assert.equal(me.headers['cache-control'], 'no-store');
  });

  test('keeps nothing by which somebody who reads the database could come in', async () => {
    const web = await peopleApp();
    await web.account('wang');
    const who = await web.signedIn('wang');
    const { rows } = await web.database.pool.query('select row_to_json(s)::text as row from session s');
    const token = who.cookies.get('zerentian_session') ?? '';
    assert.ok(token.length > 40 && rows.length === 1 && !rows[0].row.includes(token));
    const thief = web.visitor();
    thief.cookies.set('zerentian_session', JSON.parse(rows[0].row).token_hash);
    assert.equal((await thief.get('/api/me')).status, 401);
  });

  test('says the same of a wrong password, an unknown name, a closed account and a sample', async () => {
    const web = await peopleApp();
    const closed = await web.account('closed');
    await web.account('wang');
    await web.account('sample', { isSample: true });
    await web.database.pool.query('update account set disabled_at = now() where id = $1', [closed]);
    const said = await Promise.all(
      [
        ['wang', 'Wrong-Password-1'],
        ['nobody', goodPassword],
        ['closed', goodPassword],
        ['sample', goodPassword],
      ].map(([user_name, password]) => web.visitor().post('/api/sign-in', { user_name, password })),
    );
    for (const { status, body } of said) assert.deepEqual([status, body], [422, said[0]?.body]);
    const reasons = (await web.audited()).map(({ kind, facts }) => `${kind} ${facts.reason}`).sort();
    assert.deepEqual(reasons, ['sign-in-failed disabled', ...Array(3).fill('sign-in-failed password')]);
  });

  test('is written down with address and way, and so is signing out, which ends the session', async () => {
    const web = await peopleApp();
    const id = await web.account('wang');
    const who = await web.signedIn('wang');
    const cookie = who.cookies.get('zerentian_session') ?? '';
    const out = await who.post('/api/sign-out');
    assert.match(cookieOf(out.headers), /^zerentian_session=; .*Max-Age=0$/);
    who.cookies.set('zerentian_session', cookie);
    assert.equal((await who.get('/api/me')).status, 401);
    const told = (await web.audited()).map((one) => [one.kind, one.actor, one.address, one.facts.how]);
    assert.deepEqual(told, [
      ['sign-out', id, '127.0.0.1', undefined],
      ['sign-in', id, '127.0.0.1', 'password'],
    ]);
  });
});

describe('guessing', () => {
  const guess = (web: Awaited<ReturnType<typeof peopleApp>>, user_name: string, address?: string) =>
    web.visitor(address).post('/api/sign-in', { user_name, password: 'Wrong-Password-1' });

  test('a name costs nothing five times, then ever longer, whether it exists or not and from wherever', async () => {
    for (const name of ['wang', 'nobody']) {
      const web = await peopleApp();
      await web.account('wang');
      const waits: number[] = [];
      for (let round = 0, at = 0; round < 12; round += 1, at += 1) {
        const { status, body, headers } = await guess(web, name, `10.0.0.${at}`);
        if (status === 422) continue;
        assert.deepEqual([status, body.code], [429, 'sign_in_locked']);
        assert.equal(headers['retry-after'], String(body.facts.retry_after));
        waits.push(body.facts.retry_after);
        web.clock.now = new Date(web.clock.now.getTime() + body.facts.retry_after * 1000);
      }
      assert.deepEqual(waits, [1, 2, 4], name);
    }
  });

  test('many at once gain nothing: attempts are counted before they are judged', async () => {
    const web = await peopleApp();
    await web.account('wang');
    const said = await Promise.all(Array.from({ length: 30 }, () => guess(web, 'wang')));
    assert.ok(said.filter(({ status }) => status === 422).length <= 6);
  });

  test('that somebody else signs in meanwhile makes nobody wait less', async () => {
    const web = await peopleApp();
    for (const name of ['wang', 'li']) await web.account(name);
    for (let i = 0; i < 6; i += 1) await guess(web, 'wang', `10.0.0.${i}`);
    minutes(web.clock, 0.5 / 60);
    await web.signedIn('li');
    assert.equal((await guess(web, 'wang', '10.0.0.9')).body.code, 'sign_in_locked');
  });

  test('a locked account refuses the right password too, and a success forgets the failures', async () => {
    const web = await peopleApp();
    await web.account('wang');
    for (let i = 0; i < 6; i += 1) await guess(web, 'wang');
    const locked = await web.visitor().post('/api/sign-in', { user_name: 'wang', password: goodPassword });
    assert.equal(locked.body.code, 'sign_in_locked');
    minutes(web.clock, 1);
    await web.signedIn('wang');
    for (let i = 0; i < 5; i += 1) assert.equal((await guess(web, 'wang')).status, 422);
  });

  test('many names from one address are locked by the address; another address is not', async () => {
    const web = await peopleApp();
    await web.account('wang');
    let last = 200;
    for (let i = 0; i < 32; i += 1) last = (await guess(web, `name${i}`, '10.9.9.9')).status;
    assert.equal(last, 429);
    await web.signedIn('wang');
  });
});

describe('a session', () => {
  test('ends when it was not used for half an hour, and not while it is used', async () => {
    const web = await peopleApp();
    await web.account('wang');
    const who = await web.signedIn('wang');
    for (let i = 0; i < 3; i += 1) {
      minutes(web.clock, 29);
      assert.equal((await who.get('/api/me')).status, 200);
    }
    minutes(web.clock, 31);
    assert.deepEqual((await who.get('/api/me')).body.code, 'not_signed_in');
  });

  test('ended by another process it is over within five seconds', async () => {
    const web = await peopleApp();
    await web.account('wang');
    const who = await web.signedIn('wang');
    assert.equal((await who.get('/api/me')).status, 200);
    await web.database.pool.query('delete from session');
    minutes(web.clock, 5 / 60);
    assert.equal((await who.get('/api/me')).body.code, 'not_signed_in');
  });

  test('ends after its hours, however much it is used', async () => {
    const web = await peopleApp({ policy: { session: { idle: 30, hours: 1, most: 5 } } });
    await web.account('wang');
    const who = await web.signedIn('wang');
    for (let i = 0; i < 2; i += 1) {
      minutes(web.clock, 25);
      assert.equal((await who.get('/api/me')).status, 200);
    }
    minutes(web.clock, 11);
    assert.equal((await who.get('/api/me')).status, 401);
  });

  test('is one of five at most: the one not used for longest ends', async () => {
    const web = await peopleApp();
    await web.account('wang');
    const visitors = [];
    for (let i = 0; i < 6; i += 1) {
      visitors.push(await web.signedIn('wang'));
      minutes(web.clock, 1);
    }
    const statuses = await Promise.all(visitors.map(async (one) => (await one.get('/api/me')).status));
    assert.deepEqual(statuses, [401, 200, 200, 200, 200, 200]);
  });

  test('is listed among one’s own and ended from another one; nobody ends those of others', async () => {
    const web = await peopleApp();
    for (const name of ['wang', 'li']) await web.account(name);
    const [one, two, other] = [await web.signedIn('wang'), await web.signedIn('wang'), await web.signedIn('li')];
    const { body } = await one.get('/api/me/sessions');
    assert.deepEqual(body.rows.map((row: { own: boolean }) => row.own).sort(), [false, true]);
    const second = body.rows.find((row: { own: boolean }) => !row.own).id;
    assert.equal((await other.post(`/api/me/sessions/${second}/end`)).body.ended, 0);
    assert.equal((await two.get('/api/me')).status, 200);
    assert.equal((await one.post(`/api/me/sessions/${second}/end`)).body.ended, 1);
    assert.deepEqual([(await two.get('/api/me')).status, (await one.get('/api/me')).status], [401, 200]);
    const three = await web.signedIn('wang');
    assert.equal((await one.post('/api/me/sessions/end-others')).body.ended, 1);
    assert.deepEqual([(await three.get('/api/me')).status, (await other.get('/api/me')).status], [401, 200]);
  });
});

describe('a password', () => {
  const changed = 'Sowing-in-April-7';
  test('is changed by who knows the old one; other sessions end, and old ones do not come again', async () => {
    const web = await peopleApp();
    await web.account('wang');
    const [one, two] = [await web.signedIn('wang'), await web.signedIn('wang')];
    const change = (password: string, new_password: string) => one.post('/api/me/password', { password, new_password });
    assert.equal((await change('Wrong-Password-1', changed)).body.code, 'sign_in_wrong');
    assert.equal((await change(goodPassword, 'short')).body.code, 'password_weak');
    assert.equal((await change(goodPassword, goodPassword)).body.code, 'password_again');
    assert.deepEqual((await change(goodPassword, changed)).body, { ended: 1 });
    assert.deepEqual([(await one.get('/api/me')).status, (await two.get('/api/me')).status], [200, 401]);
    assert.equal((await change(changed, goodPassword)).body.code, 'password_again');
    await web.signedIn('wang', changed);
  });

  test('must be changed at sign-in when it was given by somebody else or is too old; nothing is open before', async () => {
    const web = await peopleApp();
    const id = await web.account('wang');
    await web.database.pool.query('update credential set must_change = true where account = $1', [id]);
    const who = web.visitor();
    const sign = (new_password?: string) =>
      who.post('/api/sign-in', { user_name: 'wang', password: goodPassword, ...(new_password && { new_password }) });
    const first = await sign();
    assert.deepEqual([first.status, first.body.needs, first.headers['set-cookie']], [200, 'new_password', undefined]);
    assert.equal((await sign('short')).body.code, 'password_weak');
    assert.equal((await sign(goodPassword)).body.code, 'password_again');
    assert.equal((await sign(changed)).body.needs, null);
    assert.equal((await who.get('/api/me')).status, 200);
    minutes(web.clock, 91 * 24 * 60);
    const old = await web.visitor().post('/api/sign-in', { user_name: 'wang', password: changed });
    assert.equal(old.body.needs, 'new_password');
  });
});

const sign = (web: Awaited<ReturnType<typeof peopleApp>>, code?: string) =>
  web.visitor().post('/api/sign-in', { user_name: 'wang', password: goodPassword, ...(code && { code }) });
const codeOf = (web: Awaited<ReturnType<typeof peopleApp>>, secret: string, later = 0) =>
  codeAt(secret, stepOf(web.clock.now) + later);

describe('a second factor', () => {
  async function enrolled() {
    const web = await peopleApp();
    await web.account('wang');
    const who = await web.signedIn('wang');
    const begun = await who.post('/api/me/second-factor', { password: goodPassword });
    assert.match(begun.body.picture, /^<svg /);
    const { secret } = begun.body;
    const wrong = await who.post('/api/me/second-factor/confirm', { code: '000000' });
    assert.equal(wrong.body.code, 'code_wrong');
    const { body } = await who.post('/api/me/second-factor/confirm', { code: codeOf(web, secret) });
    assert.equal(body.recovery_codes.length, 10);
    return { web, who, secret: secret as string, codes: body.recovery_codes as string[] };
  }

  test('is asked for after a right password, and a code counts once', async () => {
    const { web, secret } = await enrolled();
    const asked = await sign(web);
    assert.deepEqual([asked.status, asked.body.needs, asked.headers['set-cookie']], [200, 'code', undefined]);
    assert.equal((await sign(web, codeOf(web, secret))).body.code, 'code_wrong', 'the code that confirmed it');
    minutes(web.clock, 2);
    const code = codeOf(web, secret);
    assert.equal((await sign(web, code)).body.needs, null);
    assert.equal((await sign(web, code)).body.code, 'code_wrong');
    const both = await Promise.all([sign(web, codeOf(web, secret, 1)), sign(web, codeOf(web, secret, 1))]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 422]);
  });

  test('is encrypted in the database', async () => {
    const { web, secret } = await enrolled();
    const { rows } = await web.database.pool.query('select secret from second_factor');
    assert.ok(!rows[0].secret.includes(secret));
    assert.equal(web.door.vault.open(rows[0].secret, `factor:${(await accountOf(web)).id}`), secret);
  });

  test('can be stood in for by each recovery code, once', async () => {
    const { web, who, codes } = await enrolled();
    assert.equal((await sign(web, codes[0])).body.needs, null);
    assert.equal((await sign(web, codes[0])).body.code, 'code_wrong');
    assert.equal((await sign(web, ` ${codes[1]?.toUpperCase()} `)).body.needs, null);
    assert.equal((await who.get('/api/me')).body.recovery_codes, 8);
    const { rows } = await web.database.pool.query('select hash from recovery_code');
    assert.ok(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash)));
  });

  test('is given up only with password and code', async () => {
    const { web, who, secret } = await enrolled();
    minutes(web.clock, 2);
    const drop = (code: string) => who.post('/api/me/second-factor/drop', { password: goodPassword, code });
    assert.equal((await drop('000000')).body.code, 'code_wrong');
    assert.deepEqual((await drop(codeOf(web, secret))).body, { dropped: true });
    assert.equal((await sign(web)).body.needs, null);
  });

  test('is not guessed by who holds a session and the password: wrong codes are counted when giving it up too', async () => {
    const { who } = await enrolled();
    const told: string[] = [];
    for (let tries = 0; tries < 10; tries += 1) {
      const { body } = await who.post('/api/me/second-factor/drop', { password: goodPassword, code: '000000' });
      told.push(body.code);
    }
    assert.deepEqual([told[0], told.at(-1)], ['code_wrong', 'sign_in_locked']);
  });

  const accountOf = async (web: Awaited<ReturnType<typeof peopleApp>>) =>
    (await web.database.pool.query(`select id from account where user_name = 'wang'`)).rows[0] as { id: string };
});

describe('the second factor of administrators', () => {
  const standard = () => peopleApp({ policy: standardPolicy });

  test('is asked of administrators unless a setting says otherwise; it is begun at their first sign-in, and nothing is open before', async () => {
    const web = await standard();
    await web.account('wang', { admin: 'security' });
    await web.account('li');
    assert.equal((await (await web.signedIn('li')).get('/api/me')).status, 200, 'others may do without');
    const asked = await sign(web);
    assert.deepEqual([asked.body.needs, asked.headers['set-cookie']], ['enrol', undefined]);
    assert.match(asked.body.enrol.picture, /^<svg /);
    assert.equal((await sign(web, '000000')).body.code, 'code_wrong');
    const who = web.visitor();
    const code = codeOf(web, asked.body.enrol.secret);
    const done = await who.post('/api/sign-in', { user_name: 'wang', password: goodPassword, code });
    assert.deepEqual([done.body.needs, done.body.recovery_codes.length], [null, 10]);
    assert.equal((await who.get('/api/accounts')).status, 200);
    minutes(web.clock, 2);
    const drop = { password: goodPassword, code: codeOf(web, asked.body.enrol.secret) };
    assert.equal((await who.post('/api/me/second-factor/drop', drop)).body.code, 'factor_required');
  });

  test('is asked of who becomes an administrator while signed in: the session by password alone is over at once', async () => {
    const web = await standard();
    const id = await web.account('wang');
    const who = await web.signedIn('wang');
    assert.equal((await who.get('/api/me')).status, 200);
    await web.context.stores.writing('0', (store) =>
      giveAdminSeat(store, { account: id, person: 'p-wang', role: 'auditor', at: web.clock.now, approval: null }),
    );
    web.door.sessions.forget();
    assert.equal((await who.get('/api/me')).body.code, 'not_signed_in');
    assert.equal((await who.get('/api/audit')).body.code, 'not_signed_in');
    assert.equal((await sign(web)).body.needs, 'enrol');
  });

  test('is not asked of the administrators of the sample, who have no password either', async () => {
    const web = await standard();
    const account = await web.account('sample', { isSample: true, admin: 'auditor' });
    const who = web.visitor();
    assert.equal((await who.post('/api/sign-in/sample', { account })).status, 200);
    assert.equal((await who.get('/api/audit')).status, 200);
  });
});

describe('the sample', () => {
  test('is entered without a password where it is in and the server is on loopback', async () => {
    const web = await peopleApp();
    const id = await web.account('sample', { isSample: true, admin: 'auditor' });
    const real = await web.account('wang');
    const who = web.visitor();
    const page = await who.get('/api/sign-in');
    assert.deepEqual(
      page.body.samples.map((one: { account: string; admin: string }) => [one.account, one.admin]),
      [[id, 'auditor']],
    );
    assert.equal((await who.post('/api/sign-in/sample', { account: real })).body.code, 'account_unknown');
    assert.equal((await who.post('/api/sign-in/sample', { account: id })).status, 200);
    const me = await who.get('/api/me');
    assert.deepEqual([me.body.sample, me.body.admin], [true, 'auditor']);
    const entries = await web.context.stores.as('0', (store) => listAudit(store, { kind: 'sign-in' }, { limit: 5 }));
    assert.equal(entries[0]?.facts.how, 'sample');
  });

  test('is shown by the same few statements however many accounts it has', async () => {
    const web = await peopleApp();
    for (let n = 0; n < 12; n += 1) await web.account(`sample-${n}`, { isSample: true });
    const { body, headers } = await web.visitor().get('/api/sign-in');
    assert.equal(body.samples.length, 12);
    assert.ok(Number(headers['x-sql-statements']) <= 10, String(headers['x-sql-statements']));
  });

  test('is closed where others could come', async () => {
    const web = await peopleApp({ door: { isLocal: false } });
    const account = await web.account('sample', { isSample: true });
    const said = await web.visitor().post('/api/sign-in/sample', { account });
    assert.deepEqual([said.status, said.body.code], [403, 'sample_closed']);
    assert.deepEqual((await web.visitor().get('/api/sign-in')).body.samples, []);
  });
});
