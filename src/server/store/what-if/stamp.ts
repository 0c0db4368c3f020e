/** What a law is for a what-if: the same stamp, the same judgement of every record. */
import { createHash } from 'node:crypto';
import type { Law } from '#regime';

const known = new WeakMap<Law['duties'], string>();

/**
 * A digest of everything that a record and an obligation are judged by: the text of the packs, and what of it holds on
 * the law's day. Remembered by the list of duties, which laws between two changes share.
 */
export function stampOf(law: Law): string {
  const before = known.get(law.duties);
  if (before !== undefined) return before;
  const assumed = [...law.assumptions.values()].flatMap(({ id, values = [] }) =>
    [...new Set(values.map(({ key }) => key))].map((key) => [id, key, law.assumed(id, key)]),
  );
  const parts = [
    law.mark,
    law.chain.map(({ id }) => id),
    [...law.skipLevels],
    [...law.duties.values()],
    [...law.kinds.keys()],
    [...law.seats.keys()],
    assumed,
  ];
  const stamp = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  known.set(law.duties, stamp);
  return stamp;
}
