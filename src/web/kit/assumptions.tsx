import type { Overview } from '#contract';
import { useLanguage } from './language.ts';
import { AssumptionLink } from './links.tsx';

type Assumption = Overview['assumptions'][number];

/** The assumptions that act on this page, folded away quietly; each opens in the law library. */
export function Assumptions({ rows }: { rows: readonly Assumption[] }) {
  const { say, word } = useLanguage();
  if (rows.length === 0) return null;
  return (
    <details className="fold">
      <summary>{say('assumptions.fold', { n: rows.length })}</summary>
      {rows.map((row) => (
        <div key={row.id} className="asked">
          <p>
            <AssumptionLink id={row.id}>
              {row.id} {word(row.question)}
            </AssumptionLink>{' '}
            {row.outside && <span className="tag warn">{say('assumptions.outside')}</span>}
          </p>
          <p>{word(row.default)}</p>
          <p className="quiet small">{word(row.reason)}</p>
        </div>
      ))}
    </details>
  );
}
