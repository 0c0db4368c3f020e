import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Endpoint, endpoints, type RouteName, routes } from '#contract';
import type { Actor } from '#org';
import { Refusal } from '#regime';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { operator } from '../operator.ts';
import { admit, cookieOf } from './signed-in.ts';

const names = Object.keys(routes) as RouteName[];
const open: readonly RouteName[] = [
  'getStatus',
  ...(['getSignIn', 'signIn', 'enterSample', 'beginOutside', 'endOutside'] as const),
  ...(['lookAtLink', 'useLink', 'setUpAdministrator'] as const),
];

let web: TestApp;
before(async () => {
  web = await testApp(async () => undefined);
});
after(async () => {
  await web.app.close();
});

describe('whoever is not signed in', () => {
  test('is refused by every endpoint that is not open, before anything sent is looked at', async () => {
    for (const name of names.filter((one) => !open.includes(one))) {
      const [method, path] = routes[name];
      const url = path.replaceAll(/:\w+/g, 'nothing-of-the-kind');
      const reply = await web.app.inject({ method, url, headers: { 'content-type': 'application/json' }, body: '{' });
      assert.deepEqual([reply.statusCode, reply.json().code], [401, 'not_signed_in'], `${name} ${url}`);
    }
  });
  test('may come to the open endpoints, and the list of these is the one above', () => {
    const marked = names.filter((name) => (endpoints[name] as Endpoint).who === 'anyone');
    assert.deepEqual(marked.sort(), [...open].sort());
  });
});

test('an endpoint of one administrator refuses every other account by name and reason', () => {
  const as = (admin: Actor['admin']): Actor => ({ ...operator, account: 'x', name: '示例甲', admin });
  const refusal = (work: () => void) => {
    try {
      work();
    } catch (error) {
      return error instanceof Refusal ? error.code : error;
    }
    return null;
  };
  for (const who of ['system', 'security', 'auditor'] as const) {
    assert.equal(
      refusal(() => admit(who, as(who))),
      null,
    );
    for (const other of ['system', 'security', 'auditor', null] as const)
      if (other !== who)
        assert.equal(
          refusal(() => admit(who, as(other))),
          'not_allowed',
        );
    assert.equal(
      refusal(() => admit('admin', as(who))),
      null,
    );
  }
  assert.equal(
    refusal(() => admit('admin', as(null))),
    'not_allowed',
  );
  assert.equal(
    refusal(() => admit('signed-in', undefined)),
    'not_signed_in',
  );
});

test('a cookie is found among others and never under a longer name', () => {
  assert.equal(cookieOf('a=1; zerentian_session=abc; b=2', 'zerentian_session'), 'abc');
  assert.equal(cookieOf('x_zerentian_session=abc', 'zerentian_session'), undefined);
  assert.equal(cookieOf('zerentian_session=', 'zerentian_session'), undefined);
  assert.equal(cookieOf(undefined, 'zerentian_session'), undefined);
});
