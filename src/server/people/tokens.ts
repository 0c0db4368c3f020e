/** Tokens that stand for a session or a link: told once, kept only as a hash. */
import { randomBytes } from 'node:crypto';
import { sha256 } from '../store/proof/merkle.ts';

export const newToken = (): string => randomBytes(32).toString('base64url');
export const tokenHash = (token: string): string => sha256(token);

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Ten codes of ten letters that nobody mistakes for one another. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () => {
    const code = Array.from(randomBytes(10), (byte) => letters[byte % letters.length]).join('');
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });

export const isRecoveryCode = (text: string): boolean => /^[a-z0-9]{5}-?[a-z0-9]{5}$/i.test(text.trim());

/** Upper and lower case and the dash do not matter. */
export const recoveryHash = (account: string, code: string): string =>
  sha256(`${account}\n${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`);
