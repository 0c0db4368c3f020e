/**
 * Every endpoint that the description of the API names is walked as four people: nobody signed in, somebody elsewhere,
 * somebody here who may not, and somebody who may. A new endpoint without a guard, or one that its guard does not hold,
 * fails here.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type Endpoint, endpoints, guardOf, type RouteName, routes } from '#contract';
import type { Actor, AdminRole, HeldSeat, UnitCode } from '#org';
import { type Answer, type TestApp, testApp } from '../../../test/support/app.ts';

const here = '990101';
let web: TestApp;
let record = '';

const seat = (ref: string): HeldSeat => {
  const [unit = '', name = ''] = ref.split(':');
  return { unit: unit as UnitCode, seat: name, acting: false, via: 'tenure' };
};
const person = (seats: readonly string[], admin: AdminRole | null = null): Actor => ({
  account: randomUUID(),
  person: null,
  name: '示例',
  seats: seats.map(seat),
  admin,
  isSample: false,
});

/** Who walks, by what the session cookie says. */
const walkers: Readonly<Record<string, Actor>> = {
  elsewhere: person(['990102:kite-keeper', '990102:kite-clerk']),
  // Comments on everything and sees nothing.
  tasting: person(['99:tea-taster']),
  // Sees and exports everything, and writes nothing.
  looking: person([`${here}:kite-keeper`]),
  able: person([`${here}:kite-keeper`, `${here}:kite-clerk`, '99:kite-keeper']),
  system: person([], 'system'),
  security: person([], 'security'),
  auditor: person([], 'auditor'),
};

before(async () => {
  web = await testApp(async ({ session }) => walkers[session ?? '']);
  const id = randomUUID();
  const made = await send('performAct', 'able', {
    params: { county: here, id },
    body: {
      id: randomUUID(),
      verb: 'create',
      kind: 'gathering',
      unit: here,
      day: '2026-06-01',
      fields: { type: 'council' },
    },
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  record = id;
  await web.database.pool.query(`insert into person values ('${here}', 'walker', '示例', true)`);
});
after(async () => {
  await web.app.close();
});

// --- A request for every endpoint, made from the description of the API.

// biome-ignore lint/suspicious/noExplicitAny: a JSON schema
type Shape = any;

/** Values by the name of a parameter; the rest follows from the schema. */
const named: Readonly<Record<string, unknown>> = {
  code: here,
  county: here,
  home: here,
  unit: here,
  seat: 'kite-keeper',
  day: '2026-06-15',
  month: '2026-05',
  digest: 'a'.repeat(64),
  what: 'tenures',
  a: 'example',
  b: 'example-county',
  base: 'example',
  pack: 'example',
  kind: 'gathering',
  verb: 'amend',
};
/** Where a name means something else in one endpoint. */
const special: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  getClause: { id: 'example/art1' },
  getDocument: { id: 'example' },
  getDuty: { id: 'wind-council', place: here },
  getPaperDocx: { kind: 'kite-sheet' },
  getPaperPdf: { kind: 'kite-sheet' },
  askApproval: { kind: 'export-contacts', unit: here },
  performUnitAct: { verb: 'rename', from: [here], to: [{ code: here, name: '新名' }] },
  listRecords: { kind: 'gathering' },
  performAct: { verb: 'amend', version: 1, fields: { type: 'festival' } },
  getPerson: { id: 'walker' },
  renamePerson: { id: 'walker' },
  readContact: { id: 'walker' },
  changeContact: { id: 'walker' },
};

function valueFor(shape: Shape, name: string, own: Readonly<Record<string, unknown>>): unknown {
  if (name in own) return own[name];
  if (name === 'id' && shape.format === 'uuid') return record || randomUUID();
  if (name in named && (shape.enum === undefined || shape.enum.includes(named[name]))) return named[name];
  if (shape.anyOf ?? shape.oneOf) return valueFor((shape.anyOf ?? shape.oneOf)[0], name, own);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.type === 'object') return objectFor(shape, own);
  if (shape.type === 'array')
    return Array.from({ length: Math.max(1, shape.minItems ?? 0) }, () => valueFor(shape.items ?? {}, name, own));
  if (shape.type === 'integer' || shape.type === 'number') return shape.minimum ?? 1;
  if (shape.type === 'boolean') return true;
  if (shape.format === 'uuid') return randomUUID();
  return 'example'.padEnd(shape.minLength ?? 0, 'x');
}

function objectFor(shape: Shape, own: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const wanted: string[] = [...(shape.required ?? []), ...Object.keys(own)];
  return Object.fromEntries(
    Object.entries(shape.properties ?? {})
      .filter(([name]) => wanted.includes(name))
      .map(([name, part]) => [name, valueFor(part, name, own)]),
  );
}

interface Sent {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

let described: Shape;
async function requestFor(name: RouteName): Promise<Sent> {
  const [method, url] = routes[name];
  described ??= (await web.get('/api/openapi.json', { cookie: 'zerentian_session=looking' })).body;
  const operation = described.paths[url.replaceAll(/:(\w+)/g, '{$1}')][method.toLowerCase()];
  const own = special[name] ?? {};
  const parameters: Shape[] = operation.parameters ?? [];
  const given = (place: string): Record<string, unknown> =>
    Object.fromEntries(
      parameters
        .filter((one) => one.in === place && (one.required || one.name in own))
        .map((one) => [one.name, valueFor(one.schema, one.name, own)]),
    );
  const content = operation.requestBody?.content ?? {};
  const body = content['application/json']
    ? valueFor(content['application/json'].schema, '', own)
    : (endpoints[name] as Endpoint).bytes
      ? Buffer.from('example')
      : undefined;
  return { params: given('path'), query: given('query'), ...(body !== undefined && { body }) };
}

async function send(name: RouteName, who: string, { params, query = {}, body }: Sent): Promise<Answer> {
  const [method, address] = routes[name];
  const path = address.replaceAll(/:(\w+)/g, (_, part: string) => encodeURIComponent(String(params[part])));
  const asked = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
  const reply = await web.app.inject({
    method,
    url: asked === '' ? path : `${path}?${asked}`,
    headers: {
      ...(who !== '' && { cookie: `zerentian_session=${who}` }),
      ...(body !== undefined && { 'content-type': type }),
    },
    ...(body !== undefined && { payload: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
  });
  const isJson = String(reply.headers['content-type']).startsWith('application/json');
  return {
    status: reply.statusCode,
    headers: reply.headers,
    body: isJson ? JSON.parse(reply.body) : undefined,
    bytes: reply.rawPayload,
  };
}

/** A file that was begun and broken off, because what was sent is no spreadsheet, was let through all the same. */
async function begun(name: RouteName, who: string, request: Sent): Promise<Answer> {
  try {
    return await send(name, who, request);
  } catch (error) {
    if (!(endpoints[name] as Endpoint).bytes || !/response destroyed/.test(String(error))) throw error;
    return { status: 200, headers: {}, body: undefined, bytes: Buffer.alloc(0) };
  }
}

const told = ({ status, body }: Answer): string => `${status} ${body?.code ?? ''}`;
const unknown = { unit: '404 unit_unknown', record: '404 record_unknown', person: '404 person_unknown' } as const;

/** What each walker must be told: an answer, or that it is none of these. */
function expected(name: RouteName): { who: string; is?: string; not?: readonly string[] }[] {
  const { who = 'signed-in' } = endpoints[name] as Endpoint;
  const guard = guardOf(name);
  const shut = ['401 not_signed_in', '403 not_allowed'];
  if (who === 'anyone') return [{ who: '', not: shut }];
  const nobody = { who: '', is: '401 not_signed_in' };
  if (who !== 'signed-in')
    return [nobody, { who: 'able', is: '403 not_allowed' }, { who: who === 'admin' ? 'security' : who, not: shut }];
  if (guard === 'open' || guard === 'own') return [nobody, { who: 'looking', not: shut }];
  if ('finds' in guard)
    return [
      nobody,
      { who: 'elsewhere', is: unknown[guard.finds] },
      { who: 'able', not: [...shut, unknown[guard.finds]] },
    ];
  const far = { who: 'elsewhere', is: unknown.unit };
  const admins = ['system', 'security', 'auditor'].map((admin) => ({ who: admin, is: unknown.unit }));
  const able = { who: 'able', not: [...shut, unknown.unit] };
  if ('covers' in guard) return [nobody, far, ...admins, { who: 'able', not: [...shut.slice(0, 1), unknown.unit] }];
  return [nobody, far, ...admins, { who: 'tasting', is: '403 not_allowed' }, able];
}

test('every endpoint answers: not signed in, out of reach as if it were not there, not allowed with the reason, allowed', async (t) => {
  for (const name of Object.keys(routes) as RouteName[]) {
    await t.test(name, async () => {
      const request = await requestFor(name);
      for (const { who, is, not } of expected(name)) {
        const answer = await begun(name, who, request);
        const shown = `${name} as ${who || 'nobody'}: ${told(answer)} ${JSON.stringify(answer.body ?? null).slice(0, 300)}`;
        assert.ok(answer.status < 500 || answer.body?.code !== 'internal', shown);
        if (is !== undefined) assert.equal(told(answer), is, shown);
        if (not) assert.ok(!not.includes(told(answer)), shown);
        if (is === '403 not_allowed' && who === 'tasting') {
          assert.ok(answer.body.facts.reason_zh.includes('可以办理的：'), shown);
          assert.ok(answer.body.facts.reason_en.includes('Who may: '), shown);
        }
      }
    });
  }
});

test('what is out of reach and what does not exist are told alike', async () => {
  const answerTo = async (code: string) => {
    const { status, body } = await send('getOverview', 'elsewhere', { params: { code } });
    return JSON.stringify({ status, ...body }).replaceAll(code, '?');
  };
  assert.equal(await answerTo(here), await answerTo('990299'));
  const recordAnswer = async (id: string) => {
    const { status, body } = await send('getRecord', 'elsewhere', { params: { county: here, id } });
    return JSON.stringify({ status, ...body }).replaceAll(id, '?');
  };
  assert.equal(await recordAnswer(record), await recordAnswer(randomUUID()));
});

test('an act on a record: not seen is not there, seen but not allowed says who may, allowed is done', async () => {
  const { version } = (await send('getRecord', 'looking', { params: { county: here, id: record } })).body;
  const amend = (who: string) =>
    send('performAct', who, {
      params: { county: here, id: record },
      body: { id: randomUUID(), verb: 'amend', version, fields: { type: 'festival' } },
    });
  assert.equal(told(await amend('')), '401 not_signed_in');
  for (const who of ['elsewhere', 'tasting', 'auditor']) assert.equal(told(await amend(who)), unknown.record, who);
  const refused = await amend('looking');
  assert.equal(told(refused), '403 not_allowed');
  assert.match(refused.body.facts.reason_zh, /看风文书/);
  assert.equal((await amend('able')).status, 200);
});

test('a record for a unit: out of reach the unit is unknown, in reach but not allowed is refused, nobody moves one away', async () => {
  const create = (who: string, unit: string) =>
    send('performAct', who, {
      params: { county: here, id: randomUUID() },
      body: {
        id: randomUUID(),
        verb: 'create',
        kind: 'gathering',
        unit,
        day: '2026-06-01',
        fields: { type: 'council' },
      },
    });
  assert.equal(told(await create('elsewhere', here)), unknown.unit);
  assert.equal(told(await create('looking', here)), '403 not_allowed');
  assert.equal((await create('able', here)).status, 200);
});

test('nobody moves a unit to where he registers none, nor one that lies there to himself', async () => {
  const move = async (from: string, to: string) => {
    const body = {
      id: randomUUID(),
      verb: 'transfer',
      day: '2026-06-01',
      from: [from],
      to: [{ code: to, name: '新名' }],
    };
    const answer = await send('performUnitAct', 'looking', { params: {}, body });
    return [told(answer), answer.body.facts?.value];
  };
  assert.deepEqual(await move(`${here}009`, '990102009'), [unknown.unit, '990102009']);
  assert.deepEqual(await move('990102009', `${here}009`), [unknown.unit, '990102009']);
  // Within his own units only the tree decides.
  const [own] = await move(`${here}009`, `${here}008`);
  assert.ok(own !== unknown.unit && own !== '403 not_allowed', own);
});

test('replies say what is open: acts of a record, kinds of a unit, acts at a unit', async () => {
  const openOf = async (who: string) => {
    const { body } = await send('getRecord', who, { params: { county: here, id: record } });
    return body.can.map((act: { verb: string; closed: unknown }) => [act.verb, act.closed === null]);
  };
  assert.deepEqual(await openOf('able'), [
    ['amend', true],
    ['withdraw', true],
  ]);
  assert.deepEqual(await openOf('looking'), [
    ['amend', false],
    ['withdraw', false],
  ]);
  const kinds = await send('listKinds', 'looking', { params: { code: here } });
  const gathering = kinds.body.kinds.find((kind: { id: string }) => kind.id === 'gathering');
  assert.match(gathering.closed.who.zh, /看风文书/);
  const at = async (who: string) => (await send('getUnit', who, { params: { code: here } })).body.can;
  assert.deepEqual(await at('elsewhere'), []);
  assert.deepEqual(await at('tasting'), ['comment']);
  assert.ok((await at('looking')).includes('figures'));
});

test('the description of the API is for whoever is signed in, its page and every part of that with it', async () => {
  const parts = ['openapi.json', 'docs', 'docs/', 'docs/json', 'docs/yaml', 'docs/static/swagger-initializer.js'];
  for (const part of [...parts, 'docs/static/swagger-ui.css', 'docs/static/nothing.js']) {
    assert.equal(told(await web.get(`/api/${part}`)), '401 not_signed_in', part);
    const answer = await web.get(`/api/${part}`, { cookie: 'zerentian_session=looking' });
    assert.equal(answer.status, part === 'docs/static/nothing.js' ? 404 : 200, part);
  }
});
