/** One document: its clauses as a tree by article, each with its answer and its duties. */

import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Reply } from '#contract';
import { DayText } from '../../kit/figures.tsx';
import { count } from '../../kit/format.ts';
import { type Language, sayCount, useLanguage } from '../../kit/language.ts';
import { ClauseLink } from '../../kit/links.tsx';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { citationOf } from '../../kit/texts/citation.ts';
import { useReply } from '../../kit/use-reply.ts';
import { Answers, Force } from './answers.tsx';
import { Wording, WordingSource } from './wording.tsx';
import './law.css';

type Found = Reply<'getDocument'>;
type Clause = Found['clauses'][number];

export function Screen() {
  const { say, word } = useLanguage();
  const { params } = usePlace();
  const query = useReply('getDocument', { params: { id: params.id ?? '' } });
  const found = query.data;
  return (
    <>
      <LawHead
        title={found ? word(found.document.name) : say('law.document')}
        page={found ? word(found.document.name) : say('law.document')}
        lead={found && <Identity found={found} />}
      />
      <Answer query={query}>{(document) => <Whole found={document} />}</Answer>
    </>
  );
}

function Identity({ found }: { found: Found }) {
  const { say } = useLanguage();
  const { document } = found;
  return (
    <>
      {[`《${document.title.replace(/^《|》$/g, '')}》`, document.number, document.issuers.join(say('list.comma'))]
        .filter(Boolean)
        .join(' · ')}
      {' · '}
      {say('law.since', { day: document.in_force })}
      {document.extends && (
        <>
          {' · '}
          <Link to="/law/compare" search={{ a: document.extends, b: document.id }}>
            {say('law.compareBase')}
          </Link>
        </>
      )}
    </>
  );
}

function Whole({ found }: { found: Found }) {
  const { say, word, language } = useLanguage();
  const [text, setText] = useState('');
  const articles = useMemo(() => byArticle(found.clauses, text, language), [found.clauses, text, language]);
  return (
    <>
      <WordingSource full={found.full_text} />
      {found.tasks.length > 0 && <Tasks found={found} />}
      <div className="document">
        <nav aria-label={say('law.articles')} className="articles no-print">
          <ul>
            {articles.map((article) => (
              <li key={article.id}>
                <a href={`#${article.id}`}>{article.name}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          <search className="filters" aria-label={say('filter.label')}>
            <label>
              {say('law.find')}
              <input className="control" type="search" value={text} onChange={(event) => setText(event.target.value)} />
            </label>
          </search>
          {articles.length === 0 && <Empty>{say('law.noClause')}</Empty>}
          {articles.map((article) => (
            <section key={article.id} id={article.id} className="article" aria-labelledby={`${article.id}-name`}>
              <h2 id={`${article.id}-name`}>{article.name}</h2>
              <ul className="clause-text">
                {article.clauses.map((clause) => (
                  <li key={clause.id} className="clause" style={{ marginLeft: `${depthOf(clause.id) * 1.25}rem` }}>
                    <p className="clause-head">
                      <ClauseLink id={clause.id}>{clause.citation}</ClauseLink> <Force force={clause.force} />
                    </p>
                    <p>{word(clause)}</p>
                    <Wording words={clause.wording} full={found.full_text} />
                    <Answers rows={clause.answers} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

interface Article {
  readonly id: string;
  readonly name: string;
  readonly clauses: Clause[];
}

/** Clauses in their order, gathered by the first step of their id; its name is the shortest citation inside. */
function byArticle(clauses: readonly Clause[], text: string, language: Language): Article[] {
  const found = new Map<string, Clause[]>();
  const sought = text.trim().toLowerCase();
  for (const clause of clauses) {
    if (sought && !`${clause.citation} ${clause.zh} ${clause.en} ${clause.id}`.toLowerCase().includes(sought)) continue;
    const id = clause.id.split('/')[1] ?? clause.id;
    const group = found.get(id);
    if (group) group.push(clause);
    else found.set(id, [clause]);
  }
  return [...found].map(([id, group]) => ({ id, clauses: group, name: articleName(id, group, language) }));
}

function articleName(id: string, group: readonly Clause[], language: Language): string {
  const own = language === 'en' ? citationOf(`/${id}`, language) : undefined;
  if (own) return own;
  const citation = group.map((clause) => clause.citation).reduce((a, b) => (b.length < a.length ? b : a));
  return citation.match(/^第[〇一二三四五六七八九十百]+条(之[一二三四五])?/)?.[0] ?? citation.split(/[（(]/)[0] ?? id;
}

const depthOf = (id: string) => Math.min(Math.max(id.split('/').length - 3, 0), 3);

function Tasks({ found }: { found: Found }) {
  const { say, word, language } = useLanguage();
  return (
    <section className="part task-plan" aria-labelledby="tasks">
      <h2 id="tasks">{say('law.tasks')}</h2>
      <Rows
        caption={say('law.tasks')}
        rows={found.tasks}
        rowKey={(row) => row.id}
        columns={[
          { id: 'name', head: say('law.task'), main: true, cell: (row) => word(row.name) },
          {
            id: 'target',
            head: say('law.target'),
            cell: ({ target }) =>
              target && `${word(target.of)} ${sayCount(say, `target.${target.unit}`, count(target.value, language))}`,
          },
          { id: 'from', head: say('seat.from'), cell: (row) => <DayText day={row.from} /> },
          { id: 'until', head: say('seat.to'), cell: (row) => (row.until ? <DayText day={row.until} /> : null) },
          {
            id: 'clauses',
            head: say('figure.clause'),
            cell: (row) => (
              <span className="chips">
                {row.clauses.map((id) => (
                  <ClauseLink key={id} id={id}>
                    {found.clauses.find((clause) => clause.id === id)?.citation ?? id}
                  </ClauseLink>
                ))}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
