/** Texts as people type them: kept exactly, rare characters and all; refused when they are broken or far too long. */
import type { Fault } from './fault.ts';

/** Longest texts, in characters (code points), where a field sets none. */
export const longest = { text: 300, note: 20_000 } as const;

/** Control characters other than line breaks and tabs, signs that turn the writing direction, and non-characters. */
const isBroken = (code: number): boolean =>
  (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) ||
  (code >= 0x7f && code <= 0x9f) ||
  (code >= 0xd800 && code <= 0xdfff) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069) ||
  code === 0xfffd ||
  (code >= 0xfdd0 && code <= 0xfdef) ||
  (code & 0xfffe) === 0xfffe;

const isLineBreak = (code: number): boolean =>
  code === 0x09 || code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;

const hex = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * The first fault of a text: `text_broken` (lone surrogate, U+FFFD left by broken UTF-8, control character, line break
 * in a one-line text) with the character and its place from 1, or `text_too_long` with both lengths. Undefined if fine.
 */
export function faultOfText(field: string, text: string, max: number, lines: boolean): Fault | undefined {
  let length = 0;
  for (const char of text) {
    length += 1;
    const code = char.codePointAt(0) ?? 0;
    if (isBroken(code) || (!lines && isLineBreak(code)))
      return { code: 'text_broken', field, character: hex(code), place: length };
  }
  return length > max ? { code: 'text_too_long', field, length, max } : undefined;
}
