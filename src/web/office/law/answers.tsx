/** What carries a clause in this system: a duty, a record kind, a rule; or that it is policy text, or planned. */
import { Fragment } from 'react';
import type { Reply } from '#contract';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { DutyLink } from '../../kit/links.tsx';

type Answer = Reply<'getDocument'>['clauses'][number]['answers'][number];

export function Answers({ rows }: { rows: readonly Answer[] }) {
  const { say, word } = useLanguage();
  if (rows.length === 0) return <p className="late-ink">{say('law.unanswered')}</p>;
  const kinds = [...new Set(rows.map((row) => row.kind))];
  return (
    <ul className="answers">
      {kinds.map((kind) => (
        <li key={kind}>
          <span className="quiet">{sayOr(say, `answer.${kind}`, kind)}</span>{' '}
          {kind !== 'policy_text' &&
            differing(rows.filter((row) => row.kind === kind)).map((row, index) => (
              <Fragment key={row.target ?? row.text.zh}>
                {index > 0 && say('list.comma')}
                {kind === 'duty' && row.target ? (
                  <DutyLink duty={row.target}>{word(row.text)}</DutyLink>
                ) : (
                  word(row.text)
                )}
              </Fragment>
            ))}
        </li>
      ))}
    </ul>
  );
}

/** The same duty of several levels has one name: said once, it opens the first of them. */
function differing(rows: readonly Answer[]): Answer[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.text.zh) && seen.add(row.text.zh));
}

export function Force({ force }: { force: string }) {
  const { say } = useLanguage();
  return <span className="tag">{sayOr(say, `force.${force}`, force)}</span>;
}
