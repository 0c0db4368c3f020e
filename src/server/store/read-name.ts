import { sql } from 'kysely';
import type { Unit } from '#org';
import type { Store } from './open-store.ts';

/**
 * The pinyin of a new name, syllables separated by blanks: each character as the former units read it, else as the
 * units of the whole country mostly do. A character that no unit has stands for itself.
 */
export async function readName(store: Store, name: string, former: readonly Pick<Unit, 'name' | 'pinyin'>[]) {
  const readings = new Map<string, string>();
  for (const unit of former) for (const [letter, syllable] of pairsOf(unit)) readings.set(letter, syllable);
  const letters = [...name].filter((letter) => /[\p{Script=Han}〇a-zA-Z0-9]/u.test(letter));
  const unread = [...new Set(letters)].filter((letter) => !readings.has(letter) && /[\p{Script=Han}〇]/u.test(letter));
  if (unread.length > 0) {
    const rows = await store.rows<{ name: string; pinyin: string }>(sql`
      select u.name, u.pinyin from unnest(${unread}::text[]) as one (letter)
      cross join lateral (
        select name, pinyin from unit where string_to_array(name, null) @> array[one.letter] limit 25
      ) u`);
    const votes = new Map<string, Map<string, number>>();
    for (const [letter, syllable] of rows.flatMap(pairsOf)) {
      const own = votes.get(letter) ?? new Map<string, number>();
      votes.set(letter, own.set(syllable, (own.get(syllable) ?? 0) + 1));
    }
    for (const letter of unread) {
      const best = [...(votes.get(letter) ?? [])].sort((a, b) => b[1] - a[1])[0];
      if (best) readings.set(letter, best[0]);
    }
  }
  return letters.map((letter) => readings.get(letter) ?? letter.toLowerCase()).join(' ');
}

/** Letters with their syllables, where a name has one syllable a letter. */
function pairsOf({ name, pinyin }: Pick<Unit, 'name' | 'pinyin'>): [string, string][] {
  const letters = [...name];
  const syllables = pinyin.split(' ');
  if (letters.length !== syllables.length) return [];
  return letters.map((letter, at) => [letter, syllables[at] as string]);
}
