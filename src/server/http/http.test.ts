import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { routes } from '#contract';
import { type TestApp, testApp } from '../../../test/support/app.ts';

let web: TestApp;
before(async () => {
  web = await testApp();
});
after(async () => {
  await web.app.close();
});

const acts = () => `/api/records/990101/${randomUUID()}/acts`;

describe('a request that cannot be understood is refused in both languages', () => {
  test('an unknown address', async () => {
    const { status, body } = await web.get('/api/nothing');
    assert.deepEqual([status, body.code, body.facts.path], [404, 'route_unknown', '/api/nothing']);
    assert.ok(body.message.zh !== '' && body.message.en !== '' && body.remedy.zh !== '' && body.remedy.en !== '');
  });
  test('the name of another machine, whatever it points to', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:8787']) {
      const reply = await web.app.inject({ url: '/api/status', headers: { host } });
      assert.deepEqual([reply.statusCode, reply.json().code], [400, 'host_foreign'], host);
    }
    for (const host of ['localhost:8787', '127.0.0.1', '[::1]:8787']) {
      const reply = await web.app.inject({ url: '/api/status', headers: { host } });
      assert.equal(reply.statusCode, 200, host);
    }
  });
  test('broken JSON', async () => {
    const { status, body } = await web.post(acts(), '{"id": ');
    assert.deepEqual([status, body.code], [400, 'body_not_json']);
  });
  test('an empty body', async () => {
    const { status, body } = await web.post(acts(), '');
    assert.deepEqual([status, body.code], [400, 'body_not_json']);
  });
  test('broken UTF-8', async () => {
    const { status, body } = await web.post(acts(), Buffer.from([0x7b, 0x22, 0xe6, 0x9d, 0x22, 0x7d]));
    assert.deepEqual([status, body.code], [400, 'body_not_utf8']);
  });
  test('a NUL or half a character in a text', async () => {
    for (const text of ['"a\\u0000b"', '"\\ud83d"']) {
      const { status, body } = await web.post(acts(), `{"id":"${randomUUID()}","verb":"create","reason":${text}}`);
      assert.deepEqual([status, body.code], [400, 'text_unstorable']);
    }
    const { status, body } = await web.get('/api/units?q=%00');
    assert.ok(status === 400 || body.rows?.length === 0, `${status}`);
  });
  test('more than one megabyte', async () => {
    const { status, body } = await web.post(acts(), { reason: 'x'.repeat(1_100_000) });
    assert.deepEqual([status, body.code], [413, 'body_too_large']);
  });
  test('another media type', async () => {
    const { status, body } = await web.post(acts(), 'x', { 'content-type': 'application/xml' });
    assert.deepEqual([status, body.code], [415, 'body_media_type']);
  });
  test('broken percent encoding', async () => {
    const { status, body } = await web.get('/api/units/%E0%A4%A');
    assert.deepEqual([status, body.code], [400, 'address_broken']);
  });
  test('a part that no act has is named, for nothing is dropped in silence', async () => {
    const { status, body } = await web.post(acts(), { id: randomUUID(), verb: 'create', feilds: { note: 'x' } });
    assert.deepEqual([status, body.code], [400, 'input_invalid']);
    assert.match(body.fields[0].message.en, /feilds/);
  });
  test('fields that the contract does not allow are each named', async () => {
    const { status, body } = await web.post(acts(), { id: 'x', verb: 'burn', day: '3 May' });
    assert.deepEqual([status, body.code], [400, 'input_invalid']);
    assert.deepEqual(body.fields.map((one: { field: string }) => one.field).sort(), ['day', 'id', 'verb']);
    for (const { message } of body.fields) assert.ok(message.zh !== '' && /^\P{Script=Han}+$/u.test(message.en));
  });
  test('a query parameter out of bounds', async () => {
    const { status, body } = await web.get('/api/units/99/children?limit=1000');
    assert.deepEqual([status, body.fields[0].field], [400, 'limit']);
  });
});

test('a bug is answered with a number and nothing else', async () => {
  await web.database.pool.query('alter table record rename to hidden');
  const { status, body } = await web.get('/api/units/990101/records');
  await web.database.pool.query('alter table hidden rename to record');
  assert.deepEqual([status, body.code], [500, 'internal']);
  assert.match(body.facts.request, /^[0-9a-f]{8}$/);
  assert.doesNotMatch(JSON.stringify(body), /relation|select|record"/);
  assert.equal(web.bugs.length, 1);
});

test('the description is OpenAPI 3.1 with every endpoint and, in each, the refusal', async () => {
  const { status, body } = await web.get('/api/openapi.json');
  assert.equal(status, 200);
  assert.match(body.openapi, /^3\.1/);
  for (const [name, [method, url]] of Object.entries(routes)) {
    const operation = body.paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    assert.equal(operation?.operationId, name, url);
    for (const code of ['400', '404', '409', '500', '503'])
      assert.ok(operation.responses[code].content['application/json'].schema, `${name} ${code}`);
  }
  assert.equal((await web.get('/api/docs/')).status, 200);
});

test('replies carry the content policy and are not kept', async () => {
  const { headers } = await web.get('/api/status');
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'self'.*object-src 'none'/);
  for (const part of ["script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
    assert.ok(policy.split(';').includes(part), part);
  assert.equal(headers['strict-transport-security'], undefined);
});

test('any address outside /api is the page; a missing file is not', async () => {
  for (const url of ['/', '/units/433124', '/law/national-2022']) {
    const { status, headers } = await web.get(url);
    assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8'], url);
  }
  assert.equal((await web.get('/assets/none.js')).status, 404);
});

test('while units are loading, what is not in yet is answered with progress and when to ask again', async () => {
  Object.assign(web.state, { villages: false, loading: { phase: 'villages', rows: 7, total: 9 } });
  const village = await web.get('/api/units/990101100200');
  const county = await web.get('/api/units/990101');
  const act = await web.post(acts(), { id: randomUUID(), verb: 'create' });
  Object.assign(web.state, { villages: true, loading: null });
  assert.deepEqual([village.status, village.body.code, village.headers['retry-after']], [503, 'units_loading', '3']);
  assert.deepEqual([village.body.facts.rows, village.body.facts.total], [7, 9]);
  assert.equal(county.status, 200);
  assert.equal(act.body.code, 'units_loading');
});
