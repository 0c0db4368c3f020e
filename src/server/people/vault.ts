/**
 * Secrets that must be read again (second factors, running sign-ons), encrypted by a key that does not lie in the
 * database. One small interface, so that another cipher, SM4 for one, can stand behind it.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '#regime';

export interface Vault {
  /** Encrypts a text for a purpose; it can be opened for the same purpose only. */
  seal(text: string, purpose: string): string;
  /** Refusal `secret_unreadable` where the key is another one, the purpose is, or the text was changed. */
  open(sealed: string, purpose: string): string;
}

const cipher = 'aes-256-gcm';
const keyLength = 32;

/** AES-256-GCM under a key that is asked for when it is first needed. */
export function vaultOf(keyOf: () => Buffer): Vault {
  let known: Buffer | undefined;
  const key = (): Buffer => {
    known ??= keyOf();
    return known;
  };
  return {
    seal: (text, purpose) => {
      const nonce = randomBytes(12);
      const box = createCipheriv(cipher, key(), nonce).setAAD(Buffer.from(purpose));
      const bytes = Buffer.concat([box.update(text, 'utf8'), box.final()]);
      return ['1', nonce, box.getAuthTag(), bytes]
        .map((part) => (part instanceof Buffer ? part.toString('base64url') : part))
        .join('.');
    },
    open: (sealed, purpose) => {
      const [version, ...parts] = sealed.split('.');
      const [nonce, tag, bytes] = parts.map((part) => Buffer.from(part, 'base64url'));
      try {
        if (version !== '1' || !nonce || !tag || !bytes) throw new Error('not of this form');
        const box = createDecipheriv(cipher, key(), nonce, { authTagLength: 16 }).setAAD(Buffer.from(purpose));
        return Buffer.concat([box.setAuthTag(tag).update(bytes), box.final()]).toString('utf8');
      } catch (error) {
        if (error instanceof Refusal) throw error;
        throw new Refusal('secret_unreadable', { purpose });
      }
    },
  };
}

/** The key of a setting: 32 bytes in base64. Refusal `config_key`. */
export function keyOfText(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== keyLength) throw new Refusal('config_key', { bytes: key.length });
  return key;
}

/** The key in a file that only this user may read; made when there is none. */
export function keyOfFile(path: string): Buffer {
  try {
    return keyOfText(readFileSync(path, 'utf8').trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, `${randomBytes(keyLength).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process made it a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return keyOfText(readFileSync(path, 'utf8').trim());
}
