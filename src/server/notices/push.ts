/** Web push: messages encrypted for one browser (RFC 8291, aes128gcm) and signed by this installation (RFC 8292). */
import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';
import type { Subscription } from '../store/review/notices.ts';

const curve = 'prime256v1';
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const text = (part: Buffer): string => part.toString('base64url');
const derived = (secret: Buffer, salt: Buffer, info: Buffer | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));

export interface PushKey {
  /** Uncompressed point, base64url, as PushManager.subscribe takes it. */
  readonly publicKey: string;
  /** Scalar, base64url. */
  readonly privateKey: string;
}

export function makePushKey(): PushKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const { x, y, d } = privateKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), bytes(x ?? ''), bytes(y ?? '')]);
  return { publicKey: text(point), privateKey: d ?? '' };
}

/** The body of a push request; `salt` and `own` are fresh for each message. */
export function encrypted(
  payload: string,
  { p256dh, auth }: Pick<Subscription, 'p256dh' | 'auth'>,
  { salt = randomBytes(16), own }: { salt?: Buffer; own?: string } = {},
): Buffer {
  const ecdh = createECDH(curve);
  if (own === undefined) ecdh.generateKeys();
  else ecdh.setPrivateKey(bytes(own));
  const [theirs, ours] = [bytes(p256dh), ecdh.getPublicKey()];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const secret = derived(ecdh.computeSecret(theirs), bytes(auth), info, 32);
  const key = derived(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derived(secret, salt, 'Content-Encoding: nonce\0', 12);
  const box = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = Buffer.concat([
    box.update(payload, 'utf8'),
    box.update(Buffer.from([2])),
    box.final(),
    box.getAuthTag(),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(4096);
  return Buffer.concat([salt, size, Buffer.from([ours.length]), ours, sealed]);
}

/** The signature by which a push service knows who sends. */
export function vapid(endpoint: string, { publicKey, privateKey }: PushKey, subject: string, now: Date): string {
  const point = bytes(publicKey);
  const key = createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: text(point.subarray(1, 33)), y: text(point.subarray(33)), d: privateKey },
  });
  const part = (value: object): string => text(Buffer.from(JSON.stringify(value)));
  const exp = Math.floor(now.getTime() / 1000) + 12 * 3600;
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part({ aud: new URL(endpoint).origin, exp, sub: subject })}`;
  return `vapid t=${signed}.${text(sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }))}, k=${publicKey}`;
}

const patience = 15_000;
/** How long a push service keeps a message for a browser that is away. */
const keeps = 24 * 3600;

/** Pushes one message: `sent`, or `gone` where the browser takes none any more; throws where it should be tried again. */
export async function push(
  to: Subscription,
  payload: string,
  sender: { key: PushKey; subject: string; now: Date },
): Promise<'sent' | 'gone'> {
  const reply = await fetch(to.endpoint, {
    method: 'POST',
    headers: {
      authorization: vapid(to.endpoint, sender.key, sender.subject, sender.now),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: String(keeps),
      urgency: 'normal',
    },
    body: new Uint8Array(encrypted(payload, to)),
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  });
  await reply.body?.cancel();
  if (reply.ok) return 'sent';
  if (reply.status === 404 || reply.status === 410) return 'gone';
  throw new Error(`push service answered ${reply.status}`);
}
