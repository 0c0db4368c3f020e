import assert from 'node:assert/strict';
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { morning, type PostOffice, postOffice } from '../../../test/support/post-office.ts';
import { addSubscription } from '../store/review/notices.ts';
import { encrypted, makePushKey, push } from './push.ts';
import { mayPushTo } from './setting.ts';

let office: PostOffice;
beforeEach(() => office.empty());

interface Got {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
const got: Got[] = [];
let status = 201;
const receiver = createServer((request, reply) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    got.push({ headers: request.headers, body: Buffer.concat(parts) });
    reply.writeHead(status).end();
  });
});
let endpoint = '';
const browser = createECDH('prime256v1');
const auth = randomBytes(16);
const subscription = () => ({
  endpoint,
  p256dh: browser.getPublicKey().toString('base64url'),
  auth: auth.toString('base64url'),
});
before(async () => {
  office = await postOffice({
    ZERENTIAN_SMTP: 'smtp://127.0.0.1:9',
    ZERENTIAN_MAIL_FROM: 'zerentian@example.org',
  });
  browser.generateKeys();
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', () => resolve()));
  endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/push/1`;
});
after(() => new Promise((resolve) => receiver.close(resolve)));

/** What the browser does with a message. */
function opened(body: Buffer): string {
  const [salt, theirs] = [body.subarray(0, 16), body.subarray(21, 21 + (body[20] ?? 0))];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), theirs]);
  const hkdf = (secret: Buffer, by: Buffer, what: Buffer | string, n: number) =>
    Buffer.from(hkdfSync('sha256', secret, by, what, n));
  const secret = hkdf(browser.computeSecret(theirs), auth, info, 32);
  const sealed = body.subarray(21 + theirs.length);
  const box = createDecipheriv(
    'aes-128-gcm',
    hkdf(secret, salt, 'Content-Encoding: aes128gcm\0', 16),
    hkdf(secret, salt, 'Content-Encoding: nonce\0', 12),
  );
  box.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([box.update(sealed.subarray(0, -16)), box.final()]);
  assert.equal(plain.at(-1), 2);
  return plain.subarray(0, -1).toString('utf8');
}

test('is encrypted for the browser alone, signed by this installation, and carries no contents', async () => {
  await office.wants(office.clerk, false, true);
  await office.stores.writing('0', (store) =>
    addSubscription(store, office.clerk, subscription(), morning.toISOString()),
  );
  await office.tell({ account: office.clerk }, 'returned');
  assert.equal(await office.send(morning), 1);
  const [{ headers, body }] = got as [Got];
  assert.deepEqual([headers['content-encoding'], headers.urgency], ['aes128gcm', 'normal']);
  const payload = JSON.parse(opened(body));
  assert.equal(payload.url, 'https://zerentian.example.org/notices');
  assert.equal(payload.body, '退回待改 1。');
  const [, jwt = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = jwt.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ format: 'jwk', key: jwk }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  assert.ok(isSigned);
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  assert.deepEqual([said.aud, said.sub], [new URL(endpoint).origin, 'mailto:zerentian@example.org']);
  assert.ok(said.exp > morning.getTime() / 1000 && said.exp <= morning.getTime() / 1000 + 24 * 3600);
});

test('to a browser that is gone is given up and the browser forgotten; a busy service is asked again', async () => {
  await office.wants(office.clerk, false, true);
  await office.stores.writing('0', (store) =>
    addSubscription(store, office.clerk, subscription(), morning.toISOString()),
  );
  status = 503;
  await office.tell({ account: office.clerk }, 'returned');
  await office.send(morning);
  assert.deepEqual(await office.states(), ['waiting']);
  status = 410;
  await office.send(new Date(morning.getTime() + 61_000));
  assert.deepEqual(await office.states(), ['given_up']);
  const [{ n }] = (await office.database.pool.query('select count(*)::int n from push_subscription')).rows;
  assert.equal(n, 0);
  status = 201;
});

test('is encrypted as the example of RFC 8291, appendix A', () => {
  const body = encrypted(
    'When I grow up, I want to be a watermelon',
    {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
    { salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'), own: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw' },
  );
  assert.equal(
    body.toString('base64url'),
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('goes only to hosts that are allowed, and follows nobody elsewhere', async () => {
  const hosts = ['push.example.org', '*.push.apple.com'];
  assert.deepEqual(
    ['push.example.org', 'web.push.apple.com', 'push.apple.com.evil.org', '127.0.0.1', 'push.apple.com'].map((host) =>
      mayPushTo(hosts, host),
    ),
    [true, true, false, false, false],
  );
  const away = createServer((_request, reply) => reply.writeHead(302, { location: endpoint }).end());
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', () => resolve()));
  const to = { ...subscription(), endpoint: `http://127.0.0.1:${(away.address() as AddressInfo).port}/` };
  const sender = { key: makePushKey(), subject: 'mailto:a@example.org', now: morning };
  await assert.rejects(push(to, 'x', sender));
  await new Promise((resolve) => away.close(resolve));
});
