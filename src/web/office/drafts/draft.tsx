/** One draft: how far it has come, what may come next, its clauses, files, impact and acts. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply, Sent } from '#contract';
import { addressOf, call } from '../../kit/client.ts';
import { DayText } from '../../kit/figures.tsx';
import { periodName } from '../../kit/format.ts';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { AssumptionLink } from '../../kit/links.tsx';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty, Failure } from '../../kit/states.tsx';
import '../../kit/texts/drafts.ts';
import { useReply } from '../../kit/use-reply.ts';
import { Impact } from '../law/impact.tsx';
import { newId } from '../record-form/draft.ts';
import { Clauses } from './clauses.tsx';
import { Files } from './files.tsx';
import './drafts.css';

export type Draft = Reply<'getDraft'>;

export function Screen() {
  const { say } = useLanguage();
  const { params } = usePlace();
  const at = { home: params.home ?? '', id: params.id ?? '' };
  const query = useReply('getDraft', { params: at });
  const title = query.data?.draft.title ?? say('drafts.title');
  return (
    <>
      <LawHead title={title} page={title} lead={query.data && <Lead found={query.data} />} />
      <Answer query={query}>{(found) => <Whole found={found} />}</Answer>
    </>
  );
}

function Lead({ found: { draft } }: { found: Draft }) {
  const { say } = useLanguage();
  return (
    <>
      {[draft.pack, draft.unit?.name ?? draft.home, say('law.since', { day: draft.in_force })].join(' · ')}
      {draft.document && (
        <>
          {' · '}
          <Link to="/law/texts">{say('texts.title')}</Link>
        </>
      )}
    </>
  );
}

/** Sends an act and reads everything anew, for a law may have changed. */
export function useAct({ draft }: Draft) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: Omit<Sent<'actOnDraft'>, 'id'>) =>
      call('actOnDraft', {
        params: { home: draft.home, id: draft.id },
        body: { id: newId(), version: draft.version, ...act },
      }),
    onSuccess: () => client.invalidateQueries(),
    // Whoever was overtaken sees what is there now; what they wrote stays.
    onError: () => client.invalidateQueries({ queryKey: ['getDraft'] }),
  });
}

function Whole({ found }: { found: Draft }) {
  const { say } = useLanguage();
  return (
    <>
      <Stages found={found} />
      <Acting found={found} />
      {found.choices ? (
        <Clauses found={found} choices={found.choices} />
      ) : (
        <p className="quiet">{say('drafts.byHand')}</p>
      )}
      <Files found={found} />
      <Reckoned found={found} />
      <Acts found={found} />
    </>
  );
}

const stages = ['draft', 'checked', 'signed', 'in_force'] as const;

function Stages({ found: { draft, signers, supersedes, bypasses } }: { found: Draft }) {
  const { say, word } = useLanguage();
  const packs = useReply('listDocuments').data?.rows ?? [];
  const older = packs.find((row) => row.id === supersedes);
  const passed = packs.find((row) => row.id === bypasses);
  const reached = stages.indexOf(draft.stage as (typeof stages)[number]);
  return (
    <section className="part" aria-label={say('drafts.steps')}>
      {draft.stage === 'withdrawn' ? (
        <p className="tag warn">{say('stage.withdrawn')}</p>
      ) : (
        <ol className="stages">
          {stages.map((stage, index) => (
            <li
              key={stage}
              className={index <= reached ? 'done' : undefined}
              aria-current={index === reached ? 'step' : undefined}
            >
              {say(`stage.${stage}`)}
              {stage === 'signed' && (
                <span className="small"> {say('drafts.signedOf', { n: draft.signatures.length, all: signers })}</span>
              )}
            </li>
          ))}
        </ol>
      )}
      {draft.signatures.map(({ name, day }) => (
        <p key={name} className="small">
          {say('drafts.signedBy', { name, day })}
        </p>
      ))}
      {bypasses && (
        <p>
          {say('drafts.bypasses', {
            place: draft.unit?.name ?? draft.home,
            name: passed ? word(passed.name) : bypasses,
          })}
        </p>
      )}
      {supersedes && (
        <p className="small">
          {say('drafts.supersedes', { day: draft.in_force, name: older ? word(older.name) : supersedes })}
        </p>
      )}
    </section>
  );
}

function Acting({ found }: { found: Draft }) {
  const { say } = useLanguage();
  const acting = useAct(found);
  const [reason, setReason] = useState('');
  const { draft, can, undecided, faults } = found;
  const isOver = draft.stage === 'in_force' || draft.stage === 'withdrawn';
  return (
    <section className="part" aria-label={say('drafts.act')}>
      <div className="filters">
        {!isOver && (
          <Link
            to="/u/$code"
            params={{ code: draft.home }}
            search={(old: object) => ({ ...old, regime: draft.pack })}
            className="button"
          >
            {say('drafts.try')}
          </Link>
        )}
        {can.includes('check') && (
          <button
            type="button"
            className="button first"
            disabled={acting.isPending || undecided > 0 || faults.length > 0}
            onClick={() => acting.mutate({ verb: 'check' })}
          >
            {say('drafts.check')}
          </button>
        )}
        {can.includes('sign') && (
          <button
            type="button"
            className="button first"
            disabled={acting.isPending}
            onClick={() => acting.mutate({ verb: 'sign' })}
          >
            {say('drafts.sign')}
          </button>
        )}
        <a href={addressOf('getDraftFile', { params: { home: draft.home, id: draft.id } })} className="button" download>
          {say('drafts.download')}
        </a>
      </div>
      {can.includes('sign') && <p className="small quiet">{say('drafts.signNote')}</p>}
      {undecided > 0 && <p className="small quiet">{say('drafts.left', { n: undecided })}</p>}
      {can.includes('withdraw') && (
        <details className="fold">
          <summary>{say('drafts.withdraw')}</summary>
          <div className="filters">
            <label>
              {say('drafts.reason')}
              <input
                className="control"
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
            <button
              type="button"
              className="button"
              disabled={acting.isPending || reason.trim() === ''}
              onClick={() => acting.mutate({ verb: 'withdraw', reason })}
            >
              {say('drafts.withdraw')}
            </button>
          </div>
        </details>
      )}
      {acting.error && <Failure error={acting.error} />}
    </section>
  );
}

function Reckoned({ found: { draft, impact } }: { found: Draft }) {
  const { say, word } = useLanguage();
  if (impact === null) {
    return (
      <section className="part" aria-labelledby="impact-none">
        <h2 id="impact-none">{say('drafts.impact')}</h2>
        <Empty>{say('drafts.impactNone')}</Empty>
      </section>
    );
  }
  const rows = impact.rows.filter((row) => row.change !== 'same');
  const paper = { params: { code: draft.home, kind: 'regime-comparison' }, query: { a: impact.a.id, b: impact.b.id } };
  return (
    <>
      <Impact found={impact} heads={[say('drafts.now'), say('drafts.then')]} />
      <Passing rows={impact.passing ?? []} />
      <section className="part" aria-labelledby="differences">
        <div className="part-head">
          <h2 id="differences">{say('drafts.differences', { n: rows.length })}</h2>
          {draft.stage !== 'withdrawn' && (
            <a href={addressOf('getPaperDocx', paper)} className="button" download>
              {say('drafts.impactDocx')}
            </a>
          )}
        </div>
        <Rows
          caption={say('drafts.differences', { n: rows.length })}
          rows={rows}
          rowKey={(row) => row.duty}
          columns={[
            { id: 'duty', head: say('figure.duty'), main: true, cell: (row) => word(row.name) },
            { id: 'level', head: say('figure.level'), cell: (row) => say(`level.${row.level}`) },
            { id: 'change', head: say('compare.change'), cell: (row) => say(`change.${row.change}`) },
            { id: 'a', head: say('drafts.now'), cell: (row) => (row.a ? word(row.a.summary) : null) },
            { id: 'b', head: say('drafts.then'), cell: (row) => (row.b ? word(row.b.summary) : null) },
          ]}
        />
      </section>
    </>
  );
}

/** What is no longer counted on the day, and from when the new form of a duty is. */
function Passing({ rows }: { rows: NonNullable<NonNullable<Draft['impact']>['passing']> }) {
  const { say, word, language } = useLanguage();
  const named = (key: string): string => periodName(key, language, say);
  if (rows.length === 0) return null;
  return (
    <section className="part" aria-labelledby="passing">
      <h2 id="passing">{say('drafts.passing')}</h2>
      <p className="small quiet">
        {say('drafts.passingLead')} <AssumptionLink id="z-8" />
      </p>
      <Rows
        caption={say('drafts.passing')}
        rows={rows}
        rowKey={(row) => row.duty}
        columns={[
          { id: 'duty', head: say('figure.duty'), main: true, cell: (row) => word(row.name) },
          { id: 'level', head: say('figure.level'), cell: (row) => say(`level.${row.level}`) },
          {
            id: 'ends',
            head: say('drafts.ends'),
            cell: (row) => (row.ends === null ? null : <span className="tag warn">{named(row.ends)}</span>),
          },
          {
            id: 'first',
            head: say('drafts.first'),
            cell: (row) => (row.first === null ? say('drafts.never') : named(row.first)),
          },
        ]}
      />
    </section>
  );
}

function Acts({ found: { acts } }: { found: Draft }) {
  const { say } = useLanguage();
  return (
    <section className="part" aria-labelledby="acts">
      <h2 id="acts">{say('drafts.acts')}</h2>
      <Rows
        caption={say('drafts.acts')}
        rows={acts}
        rowKey={(row) => `${row.at}-${row.verb}-${row.actor}`}
        columns={[
          { id: 'verb', head: say('drafts.act'), main: true, cell: (row) => sayOr(say, `verb.${row.verb}`, row.verb) },
          {
            id: 'who',
            head: say('drafts.who'),
            cell: (row) => row.name || (row.actor === 'system' ? say('drafts.system') : row.actor),
          },
          { id: 'at', head: say('drafts.at'), cell: (row) => <DayText day={row.at.slice(0, 10)} /> },
          { id: 'reason', head: say('drafts.reason'), cell: (row) => row.reason || null },
        ]}
      />
    </section>
  );
}
