/** Acts that the record's state allows and that are not open to whoever looks: which, why, and who may. */
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';

export function ClosedActs({ found }: { readonly found: Reply<'getRecord'> }) {
  const { say, word } = useLanguage();
  const closed = found.can.flatMap(({ verb, name, closed: reason }) => (reason ? [{ verb, name, ...reason }] : []));
  if (closed.length === 0) return null;
  return (
    <details className="small quiet no-print closed-acts">
      <summary>{say('record.closedActs', { n: closed.length })}</summary>
      <ul>
        {closed.map((act) => (
          <li key={act.verb}>
            {say('record.closedAct', { act: word(act.name), why: word(act.why), who: word(act.who) })}
          </li>
        ))}
      </ul>
    </details>
  );
}
