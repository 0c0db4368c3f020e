/** Lengths and faces as Word counts them. */
import { LineRuleType } from 'docx';
import { characterPitch, type Face, fonts, linePitch } from './measures.ts';

/** Millimetres in twentieths of a point. */
export const twips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
/** So many characters of the grid in twentieths of a point. */
export const charactersWide = (characters: number): number => Math.round(characters * characterPitch * 20);
/** Every line of the body stands on the grid of 22: exact, nothing before or after. */
export const line = { line: Math.floor(linePitch * 20), lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const;

/** The font of the standard by its Chinese name; what stands in for it is told in the font table. */
export function faceOf(face: Face) {
  const { named } = fonts[face];
  return { ascii: named, hAnsi: named, eastAsia: named, cs: named };
}
