/** What the law leaves open, and how this installation reads it: question, default, reason, values, where it acts. */
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { ClauseLink, DutyLink } from '../../kit/links.tsx';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Answer } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import './law.css';

type Row = Reply<'listAssumptions'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const { search, when } = usePlace();
  const place = String(search.place ?? '0');
  const query = useReply('listAssumptions', { query: { place, day: when.day } });
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    if (query.data && hash) document.getElementById(hash)?.scrollIntoView();
  }, [query.data, hash]);
  return (
    <>
      <LawHead title={say('law.assumptions')} page={say('law.assumptions')} lead={say('assumptions.lead')} />
      <Answer query={query}>
        {({ rows }) => (
          <ul>
            {rows.map((row) => (
              <Assumption key={row.id} row={row} target={row.id === hash} />
            ))}
          </ul>
        )}
      </Answer>
    </>
  );
}

function Assumption({ row, target }: { row: Row; target: boolean }) {
  const { say, word } = useLanguage();
  return (
    <li id={row.id} className={target ? 'assumption target' : 'assumption'}>
      <h2>
        <span className="quiet">{row.id}</span> {word(row.question)}{' '}
        {row.outside && <span className="tag warn">{say('assumptions.outside')}</span>}
      </h2>
      <p>{word(row.default)}</p>
      <p className="quiet small">{say('assumptions.reason', { reason: word(row.reason) })}</p>
      {row.clauses.length > 0 && (
        <p className="small chips">
          <span className="quiet">{say('figure.clause')}</span>
          {row.clauses.map(({ id, citation }) => (
            <ClauseLink key={id} id={id}>
              {citation}
            </ClauseLink>
          ))}
        </p>
      )}
      <ActsOn row={row} />
      {row.values.length > 0 && (
        <details className="small more">
          <summary>{say('assumptions.values')}</summary>
          <ul>
            {row.values.map((value) => (
              <li key={value.key + value.from}>
                <code>{value.key}</code> = {value.value}{' '}
                <span className="quiet">{say('assumptions.from', { day: value.from })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

const shownAtOnce = 3;

/** The duties that it acts on: a few stand there, many fold away. */
function ActsOn({ row }: { row: Row }) {
  const { say, word } = useLanguage();
  if (row.duties.length === 0) return null;
  const links = row.duties.map((duty) => (
    <DutyLink key={duty.duty} duty={duty.duty}>
      {word(duty.name)}
    </DutyLink>
  ));
  if (row.duties.length <= shownAtOnce) {
    return (
      <p className="small chips">
        <span className="quiet">{say('assumptions.duties')}</span>
        {links}
      </p>
    );
  }
  return (
    <details className="small more">
      <summary>{say('assumptions.acts', { n: row.duties.length })}</summary>
      <p className="chips">{links}</p>
    </details>
  );
}
