/** What needs attention first. Inside a county a figure opens its obligations; above, the children that hold them. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { percent } from '../../kit/percent.ts';
import { StatusMark } from '../../kit/status-mark.tsx';
import { type Overview, opensToList } from './shape.ts';

export function Attention({ overview }: { overview: Overview }) {
  const { say, language } = useLanguage();
  const { total, own, unit } = overview;
  return (
    <>
      <ul className="strip" aria-label={say('attention.label')}>
        <li className={total.overdue > 0 ? 'late' : undefined}>
          <StatusMark status="overdue" />
          <Opens overview={overview} status="overdue" n={total.overdue} />
        </li>
        <li className={total.due_soon > 0 ? 'soon' : undefined}>
          <StatusMark status="due_soon" />
          <Opens overview={overview} status="due_soon" n={total.due_soon} />
        </li>
        <li>
          {say('attention.rate')}
          <b className="big">{total.rate === null ? say('rate.none') : percent(total.rate)}</b>
          <span className="small quiet">
            {say('attention.of', {
              due: count(total.due, language),
              met: count(total.due_met, language),
              excused: count(total.excused, language),
            })}
          </span>
        </li>
        <li>
          {say('attention.owed')}
          <b className="big">{count(total.owed, language)}</b>
          <span className="small quiet">
            {say('attention.rest', { met: count(total.met, language), open: count(total.open, language) })}
          </span>
        </li>
      </ul>
      {own.owed > 0 && overview.children.length > 0 && (
        <p className="own-line">
          {say('attention.own', { name: unit.name, owed: own.owed, met: own.met, overdue: own.overdue })}{' '}
          <Link to="/u/$code/obligations" params={{ code: unit.code }} search={{ scope: 'own' }}>
            {say('attention.ownOpen')}
          </Link>
        </p>
      )}
    </>
  );
}

interface OpensProps {
  readonly overview: Overview;
  readonly status: 'overdue' | 'due_soon';
  readonly n: number;
}
function Opens({ overview, status, n }: OpensProps): ReactNode {
  const { say, language } = useLanguage();
  const text = <span className="big">{count(n, language)}</span>;
  if (n === 0) return <span className="big">0</span>;
  const code = overview.unit.code;
  if (opensToList(overview.unit.level)) {
    return (
      <Link to="/u/$code/obligations" params={{ code }} search={{ status }}>
        {text}
        <span className="small">{say('attention.open')}</span>
      </Link>
    );
  }
  return (
    <Link to="/u/$code" params={{ code }} search={{ sort: status }} hash="children">
      {text}
      <span className="small">{say('attention.where')}</span>
    </Link>
  );
}
