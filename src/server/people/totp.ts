/** One-time passwords by time (RFC 6238 over RFC 4226): SHA-1, six digits, 30 seconds, as every authenticator takes. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const period = 30;
/** Steps before and after that are taken too: clocks differ, and people type slowly. */
const drift = 1;

/** A new secret in base32: 160 bits. */
export const newSecret = (): string => base32(randomBytes(20));

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('');
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

/** The code of a time step. */
export function codeAt(secret: string, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

export const stepOf = (now: Date): number => Math.floor(now.getTime() / 1000 / period);

/** The step that a code belongs to, none before or at `after`: a code that was used is worth nothing. */
export function stepOfCode(secret: string, code: string, now: Date, after: number): number | undefined {
  const given = Buffer.from(code.replaceAll(/\s/g, ''));
  const step = stepOf(now);
  for (let at = step - drift; at <= step + drift; at += 1) {
    const expected = Buffer.from(codeAt(secret, at));
    if (at > after && given.length === expected.length && timingSafeEqual(given, expected)) return at;
  }
  return undefined;
}

/** What an authenticator reads from the picture. */
export const keyAddress = (secret: string, userName: string): string =>
  `otpauth://totp/${encodeURIComponent('责任田')}:${encodeURIComponent(userName)}?secret=${secret}&issuer=${encodeURIComponent('责任田')}&algorithm=SHA1&digits=6&period=${period}`;
