/** Signing in through a real provider (oidc-provider) that runs in this test. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { Provider } from 'oidc-provider';
import { type PeopleApp, peopleApp, type Visitor } from '../../../../test/support/people-app.ts';
import { outsideOf } from '../../people/outside.ts';

const returnTo = 'http://localhost/api/sign-in/outside/return';
const client = { client: 'zerentian', secret: 'a-secret-of-the-test-and-nothing-else' };

let server: Server;
let issuer: string;
/** Who signs in at the provider. */
let person = { sub: 'gov-1', preferred_username: 'wang' };

before(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.client, client_secret: client.secret, redirect_uris: [returnTo] }],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ ...person, sub }) }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
  });
  provider.proxy = false;
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    // Where a person would type a password: this one is believed at once, and agrees to everything.
    void provider.interactionDetails(request, response).then(async ({ prompt, params, session }) => {
      if (prompt.name === 'login')
        return provider.interactionFinished(request, response, { login: { accountId: person.sub } });
      const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) });
      grant.addOIDCScope('openid profile');
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
    });
  });
});
after(() => server.close());

const door = (more: object = {}) => ({
  address: 'http://localhost',
  outside: outsideOf({ issuer, ...client, claim: 'preferred_username', name: '统一认证', ...more }),
});

/** What the browser does at the provider: follows it, with the cookies it sets, until it is led back. */
async function atProvider(address: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = address;
  for (let step = 0; step < 10 && url.startsWith(issuer); step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const set of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    url = new URL(reply.headers.get('location') ?? '/nowhere', url).href;
  }
  return url.replace('http://localhost', '');
}

async function begin(who: Visitor, to = '/u/433124?day=2026-01-01'): Promise<string> {
  const begun = await who.get(`/api/sign-in/outside?to=${encodeURIComponent(to)}`);
  assert.equal(begun.status, 302);
  return String(begun.headers.location);
}

async function through(web: PeopleApp) {
  const who = web.visitor();
  const back = await atProvider(await begin(who));
  return { who, back, ended: await who.get(back) };
}

/** Ways to another server; those with dots become one once the dots are gone. */
const foreign = [
  ...['https://evil.example/', '//evil.example/x', '/\\evil.example', 'evil', '\\\\evil.example', '/\t/evil.example'],
  ...['/..//evil.example/x', '/.//evil.example', '/%2e%2e//evil.example', '/a/..//evil.example'],
];

describe('the single sign-on', () => {
  test('signs in the account of the same user name, and leads to where one wanted to go', async () => {
    person = { sub: 'gov-1', preferred_username: 'wang' };
    const web = await peopleApp({ door: door() });
    const id = await web.account('wang');
    assert.equal((await web.visitor().get('/api/sign-in')).body.outside, '统一认证');
    const { who, ended } = await through(web);
    assert.deepEqual([ended.status, ended.headers.location], [302, '/u/433124?day=2026-01-01']);
    const cookies = String(ended.headers['set-cookie']);
    assert.match(cookies, /zerentian_errand=; [^,]*Max-Age=0/);
    assert.match(cookies, /zerentian_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
    const me = await who.get('/api/me');
    assert.deepEqual([me.status, me.body.account], [200, id]);
    const entry = (await web.audited())[0];
    assert.deepEqual([entry?.kind, entry?.facts.how, entry?.actor], ['sign-in', 'outside', id]);
  });

  test('knows the person afterwards by the subject, whatever they are called then', async () => {
    person = { sub: 'gov-2', preferred_username: 'wang' };
    const web = await peopleApp({ door: door() });
    await web.account('wang');
    await web.account('li');
    await through(web);
    person = { sub: 'gov-2', preferred_username: 'li' };
    const { who } = await through(web);
    assert.equal((await who.get('/api/me')).body.user_name, 'wang');
    // Somebody else who comes to bear the name of an account that is linked gets nothing.
    person = { sub: 'gov-3', preferred_username: 'wang' };
    const { ended } = await through(web);
    assert.equal(ended.headers.location, '/?refused=outside_unknown');
  });

  test('lets in nobody without an account, of a closed one, or of a sample', async () => {
    const web = await peopleApp({ door: door() });
    const closed = await web.account('closed');
    await web.database.pool.query('update account set disabled_at = now() where id = $1', [closed]);
    await web.account('sample', { isSample: true });
    for (const name of ['stranger', 'closed', 'sample']) {
      person = { sub: `gov-${name}`, preferred_username: name };
      const { who, ended } = await through(web);
      assert.equal(ended.headers.location, '/?refused=outside_unknown', name);
      assert.equal((await who.get('/api/me')).status, 401, name);
    }
    assert.equal((await web.audited())[0]?.kind, 'sign-in-failed');
  });

  test('refuses an answer that was not asked for in this browser, was changed, comes again or too late', async () => {
    person = { sub: 'gov-1', preferred_username: 'wang' };
    const web = await peopleApp({ door: door() });
    await web.account('wang');
    const refusedAt = async (who: Visitor, back: string) => (await who.get(back)).headers.location;
    const first = web.visitor();
    const back = await atProvider(await begin(first));
    assert.equal(await refusedAt(web.visitor(), back), '/?refused=outside_failed', 'another browser');
    assert.equal(
      await refusedAt(first, back.replace(/state=[^&]+/, 'state=other')),
      '/?refused=outside_failed',
      'another state',
    );
    const { who, back: used } = await through(web);
    assert.equal(await refusedAt(who, used), '/?refused=outside_failed', 'the errand is done');
    const late = web.visitor();
    const lateBack = await atProvider(await begin(late));
    web.clock.now = new Date(web.clock.now.getTime() + 11 * 60_000);
    assert.equal(await refusedAt(late, lateBack), '/?refused=outside_failed', 'eleven minutes');
  });

  test('never leads on to another server', async () => {
    person = { sub: 'gov-1', preferred_username: 'wang' };
    const web = await peopleApp({ door: door() });
    await web.account('wang');
    for (const to of foreign) {
      const who = web.visitor();
      const ended = await who.get(await atProvider(await begin(who, to)));
      assert.doesNotMatch(String(ended.headers.location), /evil\.example/, to);
    }
  });

  test('asks for a code with PKCE, state and nonce', async () => {
    const web = await peopleApp({ door: door() });
    const address = new URL(await begin(web.visitor()));
    assert.deepEqual(
      ['response_type', 'code_challenge_method', 'scope'].map((key) => address.searchParams.get(key)),
      ['code', 'S256', 'openid profile'],
    );
    for (const key of ['state', 'nonce', 'code_challenge'])
      assert.ok((address.searchParams.get(key) ?? '').length > 20, key);
  });

  test('says so when it is away or was never set, and is asked again later', async () => {
    const away = await peopleApp({ door: door({ issuer: 'http://127.0.0.1:9' }) });
    assert.equal((await away.visitor().get('/api/sign-in/outside')).headers.location, '/?refused=outside_away');
    const off = await peopleApp();
    assert.equal((await off.visitor().get('/api/sign-in/outside')).headers.location, '/?refused=outside_off');
    assert.equal((await off.visitor().get('/api/sign-in')).body.outside, null);
  });
});
