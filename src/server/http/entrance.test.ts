import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { peopleApp } from '../../../test/support/people-app.ts';
import { limiterOf } from './rate.ts';

const body = { user_name: 'wang', password: 'x' };
const code = (reply: { json(): { code?: string } }): string | undefined => reply.json().code;

describe('what changes something', () => {
  test('comes from a page of this server and not from another one', async () => {
    const web = await peopleApp();
    const post = (headers: Record<string, string>) => web.visitor().post('/api/sign-in', body, headers);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost.evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://localhost:80', 'sec-fetch-site': 'cross-site' },
    ]) {
      const said = await post({ host: 'localhost:8787', ...headers });
      assert.deepEqual([said.status, said.body.code], [403, 'origin_foreign'], JSON.stringify(headers));
    }
    for (const headers of [
      {},
      { origin: 'http://localhost:8787', 'sec-fetch-site': 'same-origin' },
      { origin: 'http://localhost:8787' },
    ])
      assert.equal((await post({ host: 'localhost:8787', ...headers })).body.code, 'sign_in_wrong');
  });
  test('while reading is open to links from elsewhere', async () => {
    const web = await peopleApp();
    const said = await web
      .visitor()
      .get('/api/status', { 'sec-fetch-site': 'cross-site', origin: 'https://x.example' });
    assert.equal(said.status, 200);
  });
});

describe('the name of the server', () => {
  test('is one of this machine or the one that was set', async () => {
    const web = await peopleApp({ front: { names: ['duty.example'] } });
    for (const [host, status] of [
      ['duty.example', 200],
      ['DUTY.example:443', 200],
      ['localhost:8787', 200],
      ['evil.example', 400],
      ['duty.example.evil.example', 400],
    ] as const)
      assert.equal((await web.visitor().get('/api/status', { host })).status, status, host);
  });
});

describe('behind a named proxy', () => {
  const front = { names: ['duty.example'], proxies: ['10.0.0.2', '10.1.0.0/16'] };
  const passed = { host: 'duty.example', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' };

  test('nobody comes past it, nobody without HTTPS', async () => {
    const { app } = await peopleApp({ front });
    const ask = (remoteAddress: string, headers: Record<string, string>) =>
      app.inject({ url: '/api/status', remoteAddress, headers });
    assert.equal(code(await ask('10.0.0.9', passed)), 'proxy_only');
    assert.equal(code(await ask('::ffff:10.0.0.9', passed)), 'proxy_only');
    assert.equal(code(await ask('10.0.0.2', { ...passed, 'x-forwarded-proto': 'http' })), 'https_needed');
    for (const address of ['10.0.0.2', '10.1.200.3', '::ffff:10.0.0.2'])
      assert.equal((await ask(address, passed)).statusCode, 200, address);
    assert.equal((await ask('127.0.0.1', { host: 'localhost' })).statusCode, 200);
  });

  test('the address written down is that of the client, the cookie is for HTTPS only, and browsers are told to stay', async () => {
    const web = await peopleApp({ front });
    await web.account('wang');
    const reply = await web.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      remoteAddress: '10.0.0.2',
      headers: { ...passed, origin: 'https://duty.example', 'content-type': 'application/json' },
      payload: JSON.stringify({ user_name: 'wang', password: 'Ploughing-2026-fields' }),
    });
    assert.equal(reply.statusCode, 200);
    assert.match(String(reply.headers['set-cookie']), /; HttpOnly; SameSite=Strict; Secure$/);
    assert.match(String(reply.headers['strict-transport-security']), /max-age=31536000/);
    assert.equal((await web.audited())[0]?.address, '203.0.113.7');
  });

  test('what a client says of itself is not believed when it comes directly', async () => {
    const web = await peopleApp();
    const said = await web.visitor('127.0.0.1').post('/api/sign-in', body, {
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
    });
    assert.equal(said.headers['strict-transport-security'], undefined);
    assert.equal((await web.audited())[0]?.address, '127.0.0.1');
  });
});

describe('how often one may ask', () => {
  test('is bounded by address, by account, and most of all for attempts to get in', async () => {
    let now = 0;
    const web = await peopleApp({ front: { rates: { address: 30, account: 12, signIn: 3 }, now: () => now } });
    await web.account('wang');
    const who = await web.signedIn('wang');
    const attempt = () => web.visitor().post('/api/sign-in', body);
    assert.deepEqual([(await attempt()).status, (await attempt()).status], [422, 422]);
    const fourth = await attempt();
    assert.deepEqual([fourth.status, fourth.body.code], [429, 'too_often']);
    assert.equal(fourth.headers['retry-after'], String(fourth.body.facts.retry_after));
    const statuses: number[] = [];
    for (let i = 0; i < 14; i += 1) statuses.push((await who.get('/api/me')).status);
    assert.deepEqual([statuses.filter((one) => one === 200).length, statuses.at(-1)], [12, 429]);
    for (let i = 0; i < 20; i += 1) await web.visitor().get('/api/status');
    assert.equal((await web.visitor().get('/api/status')).status, 429);
    assert.equal((await web.visitor('10.0.0.7').get('/api/status')).status, 200);
    now = 2_000;
    assert.equal((await web.visitor().get('/api/status')).status, 200);
    assert.equal((await web.visitor().get('/api/status')).status, 429);
  });

  test('a bucket fills again evenly, each for itself', () => {
    let now = 0;
    const limiter = limiterOf({ address: 60, account: 60, signIn: 60 }, () => now);
    for (let i = 0; i < 60; i += 1) limiter.take('address', 'a');
    assert.throws(() => limiter.take('address', 'a'), { code: 'too_often' });
    limiter.take('address', 'b');
    limiter.take('account', 'a');
    now = 1_000;
    limiter.take('address', 'a');
    assert.throws(() => limiter.take('address', 'a'), { code: 'too_often' });
  });

  test('whoever asks from many addresses does not empty the bucket of one that goes on asking', () => {
    const limiter = limiterOf({ address: 3, account: 3, signIn: 3 }, () => 0);
    limiter.take('signIn', 'a');
    for (let i = 0; i < 19_999; i += 1) limiter.take('signIn', `b${i}`);
    limiter.take('signIn', 'a');
    limiter.take('signIn', 'c');
    limiter.take('signIn', 'a');
    assert.throws(() => limiter.take('signIn', 'a'), { code: 'too_often' });
  });
});

test('replies of the interface are kept by nobody', async () => {
  const web = await peopleApp();
  for (const url of ['/api/status', '/api/sign-in', '/api/me', '/api/nothing'])
    assert.equal((await web.visitor().get(url)).headers['cache-control'], 'no-store', url);
});
