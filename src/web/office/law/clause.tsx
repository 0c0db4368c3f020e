/** One clause: what it says, what carries it, whom it binds in numbers, and which local clauses change it. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { Assumptions } from '../../kit/assumptions.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Count, Rate } from '../../kit/figures.tsx';
import { type Say, sayOr, useLanguage } from '../../kit/language.ts';
import { DutyLink } from '../../kit/links.tsx';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { citationOf } from '../../kit/texts/citation.ts';
import { useReply } from '../../kit/use-reply.ts';
import { Answers, Force } from './answers.tsx';
import { Wording, WordingSource } from './wording.tsx';
import './law.css';

type Found = Reply<'getClause'>;

export function Screen() {
  const { say, language } = useLanguage();
  const { search, when } = usePlace();
  const id = String(search.id ?? '');
  const query = useReply('getClause', { query: { id, day: when.day } });
  const clause = query.data?.clause;
  const title = (language === 'en' ? citationOf(id, language) : undefined) ?? clause?.citation ?? say('law.clause');
  return (
    <>
      <LawHead title={title} page={title} lead={clause && <InDocument clause={clause} />} />
      <Answer query={query}>{(found) => <Whole found={found} />}</Answer>
    </>
  );
}

/** The document that it stands in, opened at its article. */
function InDocument({ clause }: { clause: Found['clause'] }) {
  const { word } = useLanguage();
  const document = useReply('listDocuments').data?.rows.find((row) => row.id === clause.document);
  return (
    <Link to="/law/documents/$id" params={{ id: clause.document }} hash={clause.id.split('/')[1] ?? ''}>
      {document ? word(document.name) : clause.document}
    </Link>
  );
}

function Whole({ found }: { found: Found }) {
  const { say, language } = useLanguage();
  const { clause } = found;
  return (
    <>
      <div className="box">
        {language === 'en' && <p>{clause.en}</p>}
        <p lang="zh-CN" className={language === 'en' ? 'quiet' : undefined}>
          {clause.zh}
        </p>
        <p className="small quiet">{say('law.summaryNote')}</p>
        <Wording words={clause.wording} full={found.full_text} />
        <WordingSource full={found.full_text} />
      </div>
      <div className="two">
        <section className="part" aria-labelledby="facts">
          <h2 id="facts">{say('law.facts')}</h2>
          <Facts found={found} />
        </section>
        <section className="part" aria-labelledby="answer">
          <h2 id="answer">{say('law.answer')}</h2>
          <Answers rows={clause.answers} />
        </section>
      </div>
      <section className="part" aria-labelledby="duties">
        <h2 id="duties">{say('law.binds')}</h2>
        <Duties found={found} />
      </section>
      {found.changed_by.length > 0 && (
        <section className="part" aria-labelledby="changes">
          <h2 id="changes">{say('law.changedBy')}</h2>
          <Clauses rows={found.changed_by} />
        </section>
      )}
      <Assumptions rows={found.assumptions} />
    </>
  );
}

function Facts({ found }: { found: Found }) {
  const { say, language } = useLanguage();
  const { clause } = found;
  const rows: [string, React.ReactNode][] = [
    [say('law.force'), <Force key="force" force={clause.force} />],
    [
      say('law.holderLevel'),
      clause.holder_level.map((level) => sayOr(say, `level.${level}`, level)).join(say('list.comma')),
    ],
    [
      say('law.holderRole'),
      clause.holder_role.map((role) => sayOr(say, `role.${role}`, role.replaceAll('_', ' '))).join(say('list.comma')),
    ],
    [say('figure.cadence'), sayOr(say, `cadence.${clause.cadence}`, clause.cadence)],
    [say('law.minCount'), clause.min_count],
    // These two notes of the packs are written in English alone.
    [say('law.measurable'), language === 'en' ? clause.measurable : null],
    [say('law.conditions'), language === 'en' ? clause.conditions : null],
  ];
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

type Duty = Found['duties'][number];

/** How a duty stands in the whole country; no columns of dashes where that is out of reach. */
function figuresOf(rows: readonly Duty[], say: Say): Column<Duty>[] {
  if (rows.every((row) => row.owed === null)) return [];
  return [
    { id: 'owed', head: say('law.owed'), end: true, cell: (row) => <Count value={row.owed ?? 0} /> },
    { id: 'due', head: say('figure.due'), end: true, cell: (row) => <Count value={row.due ?? 0} /> },
    {
      id: 'rate',
      head: say('figure.rate'),
      end: true,
      cell: (row) => <Rate rate={row.due ? (row.due_met ?? 0) / row.due : null} />,
    },
  ];
}

function Duties({ found }: { found: Found }) {
  const { say, word } = useLanguage();
  if (found.duties.length === 0) return <Empty>{say('law.noDuty')}</Empty>;
  return (
    <Rows
      caption={say('law.binds')}
      rows={found.duties}
      rowKey={(row) => row.duty}
      columns={[
        {
          id: 'duty',
          head: say('figure.duty'),
          main: true,
          cell: (row) => <DutyLink duty={row.duty}>{word(row.name)}</DutyLink>,
        },
        { id: 'level', head: say('figure.level'), cell: (row) => say(`level.${row.level}`) },
        ...figuresOf(found.duties, say),
      ]}
    />
  );
}
