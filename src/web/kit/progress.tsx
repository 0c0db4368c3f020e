import type { ObligationRow } from '#contract';
import { count } from './format.ts';
import { useLanguage } from './language.ts';

/** How far it has come: done of needed, with the goal above the floor; for coverage the targets reached of all. */
export function Progress({ row }: { row: Pick<ObligationRow, 'done' | 'need' | 'goal' | 'targets'> }) {
  const { say, language } = useLanguage();
  const done = count(row.done, language);
  if (row.targets !== null) return <span className="nowrap">{`${done} / ${count(row.targets, language)}`}</span>;
  if (row.need === null) return <span className="nowrap">{say('progress.unknown', { n: done })}</span>;
  return (
    <span className="nowrap">
      {done} / {count(row.need, language)}
      {row.goal !== null && <span className="quiet"> {say('progress.goal', { n: count(row.goal, language) })}</span>}
    </span>
  );
}
