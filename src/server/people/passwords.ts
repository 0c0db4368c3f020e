/** Passwords: argon2id of Node's own OpenSSL (OWASP: 19 MiB, 2 passes, 1 lane), off the main thread; what makes one good. */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '#regime';
import type { Policy } from './policy.ts';

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;
const costs = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const length = 32;

/** The same letters typed on another machine are the same password. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFC'), 'utf8');
const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** A password as it is kept: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await derive('argon2id', { message: bytesOf(password), nonce, tagLength: length, ...costs });
  const { memory, passes, parallelism } = costs;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(hash)}`;
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;
const nobody = { nonce: randomBytes(16), hash: Buffer.alloc(length), ...costs };

/** Whether a password is the one kept. Without a kept one it takes as long and says no. */
export async function isPassword(kept: string | undefined, password: string): Promise<boolean> {
  const found = kept === undefined ? undefined : read(kept);
  const { nonce, hash, ...costs } = found ?? nobody;
  const given = await derive('argon2id', { message: bytesOf(password), nonce, tagLength: hash.length, ...costs });
  return timingSafeEqual(given, hash) && found !== undefined;
}

function read(kept: string): typeof nobody | undefined {
  const [, memory, passes, parallelism, nonce = '', hash = ''] = form.exec(kept) ?? [];
  if (memory === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  } as unknown as typeof nobody;
}

const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}\s]/u];
/** Beyond this nobody types; it bounds the work of hashing. */
const longest = 200;

/** Refusal `password_weak` that names everything wrong with a new password. */
export function checkPassword(password: string, userName: string, { password: asked }: Policy): void {
  const letters = [...password];
  const wrong = [
    letters.length < asked.length && [`至少 ${asked.length} 个字符`, `at least ${asked.length} characters`],
    letters.length > longest && [`至多 ${longest} 个字符`, `at most ${longest} characters`],
    classes.filter((one) => one.test(password)).length < asked.classes && [
      `大写、小写、数字、符号至少占 ${asked.classes} 种`,
      `at least ${asked.classes} of capitals, small letters, digits and signs`,
    ],
    new Set(letters).size < Math.min(asked.length, 5) && ['不同的字符太少', 'more different characters'],
    userName !== '' && password.toLowerCase().includes(userName) && ['不能含有用户名', 'without the user name in it'],
  ].filter((one) => one !== false);
  if (wrong.length === 0) return;
  const [zh, en] = [wrong.map(([one]) => one).join('；'), wrong.map(([, two]) => two).join('; ')];
  throw new Refusal('password_weak', { field: 'password', wants_zh: zh, wants_en: en });
}

/** Refusal `password_again` where a new password is one of those before. */
export async function checkHistory(password: string, former: readonly string[]): Promise<void> {
  for (const one of former)
    if (await isPassword(one, password))
      throw new Refusal('password_again', { field: 'password', last: former.length });
}
