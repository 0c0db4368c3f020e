import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Refusal } from '#regime';
import { standardPolicy } from './policy.ts';
import { readDoor } from './settings.ts';

const refuses = (code: string, words: RegExp) => (error: unknown) =>
  error instanceof Refusal && error.code === code && words.test(JSON.stringify(error.facts));

describe('without settings', () => {
  test('it listens on this machine only, under the standard policy', () => {
    const door = readDoor({});
    assert.deepEqual([door.listen, door.tls, door.proxies, door.outside], ['127.0.0.1', null, [], null]);
    assert.deepEqual(door.policy, standardPolicy);
    assert.equal(door.policy.secondFactor, 'administrators', 'level 3 asks it of them');
  });
});

describe('beyond this machine', () => {
  test('neither TLS nor a proxy is refused, whatever the address', () => {
    for (const listen of ['0.0.0.0', '::', '10.1.2.3', '127.0.0.1.example'])
      assert.throws(
        () => readDoor({ ZERENTIAN_LISTEN: listen, ZERENTIAN_NAME: 'duty.example' }),
        refuses('config_listen', /neither TLS/),
      );
  });
  test('a certificate without its key is refused', () => {
    assert.throws(
      () => readDoor({ ZERENTIAN_LISTEN: '0.0.0.0', ZERENTIAN_TLS_CERT: 'a.pem' }),
      refuses('config_setting', /TLS_KEY/),
    );
  });
  test('it must know the name that people open', () => {
    const tls = { ZERENTIAN_TLS_CERT: '/a.pem', ZERENTIAN_TLS_KEY: '/b.pem' };
    assert.throws(() => readDoor({ ZERENTIAN_LISTEN: '0.0.0.0', ...tls }), refuses('config_listen', /ZERENTIAN_NAME/));
    const door = readDoor({ ZERENTIAN_LISTEN: '0.0.0.0', ZERENTIAN_NAME: 'Duty.Example', ...tls });
    assert.deepEqual([door.names, door.tls], [['duty.example'], { cert: '/a.pem', key: '/b.pem' }]);
  });
  test('a proxy is named by its address', () => {
    const given = { ZERENTIAN_LISTEN: '0.0.0.0', ZERENTIAN_NAME: 'duty.example' };
    for (const proxy of [
      'anyone',
      '0.0.0.0/0',
      '::/0',
      '10.0.0.2/33',
      '10.0.0.2/',
      '10.0.0.0/8/8',
      '10.0.0.2,everybody',
    ])
      assert.throws(() => readDoor({ ...given, ZERENTIAN_PROXY: proxy }), refuses('config_setting', /PROXY/), proxy);
    assert.deepEqual(readDoor({ ...given, ZERENTIAN_PROXY: '10.0.0.2, fd00::/8' }).proxies, ['10.0.0.2', 'fd00::/8']);
  });
});

test('a policy out of bounds is refused by the name of its setting', () => {
  for (const [name, value] of [
    ['ZERENTIAN_PASSWORD_LENGTH', '7'],
    ['ZERENTIAN_SESSION_IDLE', 'soon'],
    ['ZERENTIAN_SECOND_FACTOR', 'maybe'],
    ['ZERENTIAN_SESSION_MOST', '0'],
  ] as const)
    assert.throws(() => readDoor({ [name]: value }), refuses('config_setting', new RegExp(name)));
  assert.equal(readDoor({ ZERENTIAN_SESSION_IDLE: '5' }).policy.session.idle, 5);
});

test('a single sign-on is set as a whole or not at all', () => {
  assert.throws(() => readDoor({ ZERENTIAN_OIDC_ISSUER: 'https://id.example' }), refuses('config_setting', /OIDC/));
});
