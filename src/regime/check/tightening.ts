/** A local pack may tighten; where it loosens it must say why. Judged on every day on which something changes. */
import { loosenings } from '../demand.ts';
import { valueOn } from '../figures.ts';
import type { PackContent } from '../law.ts';
import type { Day } from '../pack.ts';
import { assumptionsOver, chainOf, changeDays } from '../resolve.ts';
import { changeDay, changed, dutiesOn, settled } from '../resolve-duties.ts';
import { type Fault, fault } from './fault.ts';
import type { PlacedPack } from './read-packs.ts';

/** Faults of the changes of one pack; `contents` holds it and its bases. */
export function tighteningFaults(pack: PlacedPack, contents: ReadonlyMap<string, PackContent>): Fault[] {
  const chain = chainOf(contents, pack.id);
  const bases = chain.slice(1).toReversed();
  const { in_force: start, until } = pack.regime.value;
  const cuts = chain.flatMap(changeDays).filter((day) => day >= start && (!until || day <= until));
  const days = [...new Set<Day>([start, ...cuts])].sort();
  const assumptions = assumptionsOver(chain.toReversed());
  const faults: Fault[] = [];
  for (const { value: entry, at } of pack.duties) {
    if (!('replace' in entry) || entry.why_looser) continue;
    for (const day of days.filter((one) => one >= changeDay(entry, start))) {
      const lookup = (id: string, key: string) => valueOn(assumptions.get(id), key, day);
      const base = dutiesOn(bases, day).get(entry.replace);
      if (!base) continue;
      const next = { duty: changed(base.duty, entry, start), regime: pack.id, whyLooser: null };
      const found = loosenings(settled(base, day, lookup), settled(next, day, lookup));
      if (found.length === 0) continue;
      const [zh, en] = [found.map((one) => one.zh).join('；'), found.map((one) => one.en).join('; ')];
      faults.push(
        fault(
          at('with'),
          `自 ${day} 起放宽了上位规定而未说明理由（why_looser）：${zh}`,
          `from ${day} it loosens its base without saying why (why_looser): ${en}`,
        ),
      );
      break;
    }
  }
  return faults;
}
