/**
 * The fonts that come with the program, all under the SIL Open Font License, and which characters they can print.
 * Fonts of the machine go before them where the standard's own are installed; they are never shipped.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Face, fonts } from './measures.ts';

const folderOf = (url: string): string => dirname(fileURLToPath(url));
const above = (folder: string): string => dirname(folder);
const serif = folderOf(import.meta.resolve('@expo-google-fonts/noto-serif-sc/package.json'));
const sans = above(folderOf(import.meta.resolve('@embedpdf/fonts-sc')));
const rare = above(folderOf(import.meta.resolve('@embedpdf/fonts-jp')));

/** Files of the shipped fonts: body and bold of the serif, one sans, and one that has what both lack. */
export const fontFiles = [
  join(serif, '400Regular', 'NotoSerifSC_400Regular.ttf'),
  join(serif, '700Bold', 'NotoSerifSC_700Bold.ttf'),
  join(sans, 'fonts', 'NotoSansHans-Medium.otf'),
  join(rare, 'fonts', 'NotoSansJP-Regular.otf'),
] as const;

/** Names by which the PDF asks for a face, best first; the shipped ones stand last and are always there. */
export function familiesOf(face: Face): string[] {
  const { named, others, free } = fonts[face];
  return [...new Set([named, ...others, free, 'Noto Serif SC', 'Noto Sans Japanese'])];
}

let known: Set<number> | undefined;

/** Characters of a text that none of the shipped fonts has, each once, in order. Controls are never printed. */
export function unprintable(text: string): string[] {
  known ??= new Set([0, 2, 3].flatMap((at) => [...charactersOf(readFileSync(fontFiles[at]!))]));
  const all = known;
  return [...new Set(text)].filter(
    (character) => !all.has(character.codePointAt(0)!) && !/[\p{Cc}\p{Cf}\p{Z}]/u.test(character),
  );
}

/** Code points of an OpenType font, from the format 12 subtable of its `cmap`. */
function* charactersOf(bytes: Buffer): Generator<number> {
  for (let table = 12; table < 12 + 16 * bytes.readUInt16BE(4); table += 16) {
    if (bytes.toString('latin1', table, table + 4) !== 'cmap') continue;
    const cmap = bytes.readUInt32BE(table + 8);
    for (let entry = 0; entry < bytes.readUInt16BE(cmap + 2); entry += 1) {
      const at = cmap + bytes.readUInt32BE(cmap + 8 + 8 * entry);
      if (bytes.readUInt16BE(at) === 12) yield* groupsAt(bytes, at);
    }
  }
}

function* groupsAt(bytes: Buffer, at: number): Generator<number> {
  for (let group = at + 16; group < at + 16 + 12 * bytes.readUInt32BE(at + 12); group += 12)
    for (let code = bytes.readUInt32BE(group); code <= bytes.readUInt32BE(group + 4); code += 1) yield code;
}
