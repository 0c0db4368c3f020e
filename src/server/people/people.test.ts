import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Refusal } from '#regime';
import { checkHistory, checkPassword, hashPassword, isPassword } from './passwords.ts';
import { standardPolicy } from './policy.ts';
import { newRecoveryCodes, recoveryHash } from './tokens.ts';
import { codeAt, keyAddress, newSecret, stepOf, stepOfCode } from './totp.ts';
import { keyOfFile, keyOfText, vaultOf } from './vault.ts';

const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

describe('passwords', () => {
  test('are kept as argon2id with 19 MiB and two passes, each with a salt of its own', async () => {
    const [one, two] = [await hashPassword('示例-Password-1'), await hashPassword('示例-Password-1')];
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    assert.notEqual(one, two);
    assert.equal(await isPassword(one, '示例-Password-1'), true);
    assert.equal(await isPassword(one, '示例-Password-2'), false);
  });
  test('are the same however their letters are composed', async () => {
    assert.equal(await isPassword(await hashPassword('Pa\u00e9-12345678'), 'Pae\u0301-12345678'), true);
  });
  test('of nobody are checked as long as those of somebody, and are never right', async () => {
    const kept = await hashPassword('x');
    // Work of this process, not hours of the clock: others on the machine do not count.
    const work = () => process.cpuUsage().user / 1000;
    const time = async (of: string | undefined) => {
      const start = work();
      for (let i = 0; i < 4; i += 1) assert.equal(await isPassword(of, 'y'), false);
      return work() - start;
    };
    await time(kept);
    const [somebody, nobody] = [await time(kept), await time(undefined)];
    assert.ok(nobody > somebody / 4 && nobody < somebody * 4, `${somebody} ms and ${nobody} ms`);
  });
  test('that are kept in another form are never right', async () => {
    for (const kept of ['', 'plain', '$argon2id$v=19$m=1,t=1$a$b'])
      assert.equal(await isPassword(kept, 'plain'), false);
  });
  test('must be long enough, mixed, and without the user name', () => {
    const check = (password: string) => () => checkPassword(password, 'wang.wu', standardPolicy);
    for (const bad of [
      'Short-1',
      'alllowercaseletters',
      'aaaaaaaaaaaaA1',
      'My-WANG.WU-2026!',
      `Aa1-${'x'.repeat(300)}`,
    ])
      assert.throws(check(bad), refuses('password_weak'), bad);
    check('Ploughing-2026-fields')();
  });
  test('of before may not come again', async () => {
    const former = [await hashPassword('Former-One-1'), await hashPassword('Former-Two-2')];
    await assert.rejects(checkHistory('Former-Two-2', former), refuses('password_again'));
    await checkHistory('Former-Three-3', former);
  });
});

describe('one-time passwords', () => {
  // RFC 6238, appendix B, SHA-1: the ASCII secret "12345678901234567890", eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const vectors: [number, string][] = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ];
  test('are those of RFC 6238', () => {
    for (const [time, code] of vectors) assert.equal(codeAt(secret, stepOf(new Date(time * 1000)), 8), code);
  });
  test('are taken one step early or late, and never twice', () => {
    const now = new Date('2026-06-15T02:00:00Z');
    const step = stepOf(now);
    for (const drift of [-1, 0, 1])
      assert.equal(stepOfCode(secret, codeAt(secret, step + drift), now, 0), step + drift);
    for (const drift of [-2, 2]) assert.equal(stepOfCode(secret, codeAt(secret, step + drift), now, 0), undefined);
    assert.equal(stepOfCode(secret, codeAt(secret, step), now, step), undefined);
    assert.equal(stepOfCode(secret, '12345', now, 0), undefined);
  });
  test('have a secret of 160 bits that authenticators read', () => {
    const made = newSecret();
    assert.match(made, /^[A-Z2-7]{32}$/);
    assert.notEqual(made, newSecret());
    const address = new URL(keyAddress(made, 'wang'));
    assert.deepEqual([address.protocol, address.searchParams.get('secret')], ['otpauth:', made]);
  });
});

test('recovery codes are ten different ones; case and dash do not matter', () => {
  const codes = newRecoveryCodes();
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) assert.match(code, /^[a-z2-9]{5}-[a-z2-9]{5}$/);
  assert.equal(recoveryHash('a', 'abcde-fghij'), recoveryHash('a', ' ABCDEFGHIJ '));
  assert.notEqual(recoveryHash('a', 'abcde-fghij'), recoveryHash('b', 'abcde-fghij'));
});

describe('the vault', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zerentian-vault-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const key = randomBytes(32);

  test('gives back what was put in, for its purpose and under its key only', () => {
    const vault = vaultOf(() => key);
    const sealed = vault.seal('示例 secret', 'factor');
    assert.equal(vault.open(sealed, 'factor'), '示例 secret');
    assert.doesNotMatch(sealed, /secret/);
    assert.notEqual(vault.seal('示例 secret', 'factor'), sealed);
    assert.throws(() => vault.open(sealed, 'other'), refuses('secret_unreadable'));
    assert.throws(() => vaultOf(() => randomBytes(32)).open(sealed, 'factor'), refuses('secret_unreadable'));
    const [version, nonce, tag, bytes = ''] = sealed.split('.');
    const changed = [version, nonce, tag, `${bytes.startsWith('A') ? 'B' : 'A'}${bytes.slice(1)}`].join('.');
    for (const bad of [changed, '', '1.a.b.c', `2.${sealed.slice(2)}`])
      assert.throws(() => vault.open(bad, 'factor'), refuses('secret_unreadable'), bad);
  });
  test('keeps its key in a file that nobody else may read, and makes it once', () => {
    const path = join(folder, 'deep', 'secret.key');
    const made = keyOfFile(path);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(keyOfFile(path), made);
    assert.deepEqual(keyOfText(readFileSync(path, 'utf8').trim()), made);
    chmodSync(path, 0o600);
  });
  test('takes no key of another length', () => {
    assert.throws(() => keyOfText('c2hvcnQ='), refuses('config_key'));
  });
});
