/** What carries a clause in this system: a duty, a record kind, a rule; or that it is policy text, or planned. */
import type { Reply } from '#contract';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { DutyLink } from '../../kit/links.tsx';

type Answer = Reply<'getDocument'>['clauses'][number]['answers'][number];

export function Answers({ rows }: { rows: readonly Answer[] }) {
  const { say, word } = useLanguage();
  if (rows.length === 0) return <p className="late-ink">{say('law.unanswered')}</p>;
  return (
    <ul className="answers">
      {rows.map((row) => (
        <li key={row.kind + (row.target ?? row.text.zh)}>
          <span className="quiet">{sayOr(say, `answer.${row.kind}`, row.kind)}</span>{' '}
          {row.kind === 'duty' && row.target ? (
            <DutyLink duty={row.target}>{word(row.text)}</DutyLink>
          ) : (
            row.kind !== 'policy_text' && word(row.text)
          )}
        </li>
      ))}
    </ul>
  );
}

export function Force({ force }: { force: string }) {
  const { say } = useLanguage();
  return <span className="tag">{sayOr(say, `force.${force}`, force)}</span>;
}
