/** One duty as it holds at a place: who, how often, by when, proven by what; and how the regimes differ. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { Assumptions } from '../../kit/assumptions.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { ClauseLink } from '../../kit/links.tsx';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';

type Found = Reply<'getDuty'>;

export function Screen() {
  const { say, word } = useLanguage();
  const { params, search, when } = usePlace();
  const place = String(search.place ?? '0');
  const query = useReply('getDuty', { params: { id: params.duty ?? '' }, query: { place, day: when.day } });
  const name = query.data ? word(query.data.name) : say('figure.duty');
  return (
    <>
      <LawHead title={name} page={name} lead={query.data && word(query.data.summary)} />
      <Answer query={query}>{(found) => <Whole found={found} />}</Answer>
    </>
  );
}

function Whole({ found }: { found: Found }) {
  const { say, word } = useLanguage();
  return (
    <>
      <dl className="facts part">
        <dt>{say('figure.level')}</dt>
        <dd>{say(`level.${found.level}`)}</dd>
        <dt>{say('figure.holder')}</dt>
        <dd>{word(found.holder)}</dd>
        <dt>{say('figure.group')}</dt>
        <dd>{sayOr(say, `group.${found.group}`, found.group)}</dd>
        <dt>{say('law.provenBy')}</dt>
        <dd>{found.kinds.map((kind) => word(kind.name)).join(say('list.comma')) || say('law.noKind')}</dd>
      </dl>
      <section className="part" aria-labelledby="law">
        <h2 id="law">{say('obligation.law')}</h2>
        <Clauses rows={found.clauses} />
      </section>
      {found.regimes.length > 0 && (
        <section className="part" aria-labelledby="regimes">
          <h2 id="regimes">{say('law.byRegime')}</h2>
          <Rows
            caption={say('law.byRegime')}
            rows={found.regimes}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'name',
                head: say('law.document'),
                main: true,
                cell: (row) => (
                  <Link to="/law/documents/$id" params={{ id: row.id }}>
                    {word(row.name)}
                  </Link>
                ),
              },
              { id: 'summary', head: say('law.rule'), cell: (row) => word(row.summary) },
              {
                id: 'clauses',
                head: say('figure.clause'),
                cell: (row) => (
                  <span className="chips">
                    {row.clauses.map(({ id, citation }) => (
                      <ClauseLink key={id} id={id}>
                        {citation}
                      </ClauseLink>
                    ))}
                  </span>
                ),
              },
            ]}
          />
        </section>
      )}
      <Assumptions rows={found.assumptions} />
    </>
  );
}
