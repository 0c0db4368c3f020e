/** Confirming a draft clause by clause: what is proposed, what a person makes of it, and nothing without that. */
import { useState } from 'react';
import { useLanguage } from '../../kit/language.ts';
import { ClauseLink } from '../../kit/links.tsx';
import { Empty, Failure } from '../../kit/states.tsx';
import { citationOf } from '../../kit/texts/citation.ts';
import { type Draft, useAct } from './draft.tsx';
import { Duties } from './duties.tsx';
import { Overtaken, useEdited } from './editing.tsx';

export type Choice = NonNullable<Draft['choices']>[number];
export type Vocabulary = Draft['vocabulary'];

export function Clauses({ found, choices }: { found: Draft; choices: readonly Choice[] }) {
  const { say } = useLanguage();
  const edited = useEdited(found.draft.version, choices);
  const { rows } = edited;
  const [onlyOpen, setOnlyOpen] = useState(false);
  const acting = useAct(found);
  const open = rows.filter((row) => !row.decided).length;
  const chinese = rows.filter((row) => row.keep && row.en.trim() === '').length;
  const mayRevise = found.can.includes('revise');
  const change = (clause: string, next: Partial<Choice>): void =>
    // Whatever is changed has to be confirmed again.
    edited.change((old) => old.map((row) => (row.clause === clause ? { ...row, decided: false, ...next } : row)));
  return (
    <section className="part" aria-labelledby="clauses">
      <div className="part-head">
        <h2 id="clauses">{say('drafts.clauses')}</h2>
        <label className="inline">
          {say('drafts.show')}
          <select
            className="control"
            value={onlyOpen ? 'open' : ''}
            onChange={(event) => setOnlyOpen(event.target.value === 'open')}
          >
            <option value="">{say('drafts.showAll', { n: rows.length })}</option>
            <option value="open">{say('drafts.showOpen', { n: open })}</option>
          </select>
        </label>
      </div>
      {open === 0 && <Empty>{say('drafts.allDecided')}</Empty>}
      {chinese > 0 && <p className="small quiet">{say('drafts.noEnglish', { n: chinese })}</p>}
      <ol className="choices">
        {rows
          .filter((row) => !onlyOpen || !row.decided)
          .map((row) => (
            <li key={row.clause}>
              <OneClause
                row={row}
                vocabulary={found.vocabulary}
                mayRevise={mayRevise}
                change={(next) => change(row.clause, next)}
              />
            </li>
          ))}
      </ol>
      {edited.overtaken && !acting.isPending && (
        <Overtaken
          carry={edited.carrying(
            ({ clause }) => clause,
            (mine) => ({ ...mine, decided: false }),
          )}
          drop={edited.reset}
        />
      )}
      {mayRevise && edited.isChanged && (
        <p className="save-bar">
          <button
            type="button"
            className="button first"
            disabled={acting.isPending || edited.overtaken}
            onClick={() =>
              acting.mutate(
                { verb: 'revise', choices: [...rows], version: edited.version },
                { onSuccess: edited.reset },
              )
            }
          >
            {say('drafts.save')}
          </button>{' '}
          <span className="small quiet">{say('drafts.unsaved')}</span>
        </p>
      )}
      {acting.error && <Failure error={acting.error} />}
    </section>
  );
}

interface ClauseProps {
  readonly row: Choice;
  readonly vocabulary: Vocabulary;
  readonly mayRevise: boolean;
  readonly change: (next: Partial<Choice>) => void;
}

function OneClause({ row, vocabulary, mayRevise, change }: ClauseProps) {
  const { say } = useLanguage();
  return (
    <details className={row.decided ? 'fold choice decided' : 'fold choice'}>
      <summary>
        <strong>{row.citation}</strong> <span className="tag">{say(`relation.${row.relation}`)}</span>{' '}
        <span className={row.decided ? 'tag' : 'tag warn'}>{say(row.decided ? 'drafts.decided' : 'drafts.open')}</span>{' '}
        <span className="quiet">{row.text.length > 60 ? `${row.text.slice(0, 60)}…` : row.text}</span>
      </summary>
      <blockquote className="wording">{row.text}</blockquote>
      {row.said.length > 0 && (
        <p className="small">
          {say('drafts.said', { text: row.said.map((one) => one.phrase).join(say('list.comma')) })}
        </p>
      )}
      {row.base.length > 0 && (
        <p className="small">
          {say('drafts.stands')}
          {row.base.map((one) => (
            <span key={one.id}>
              <ClauseLink id={one.id} /> {Math.round(one.score * 100)}%{' '}
            </span>
          ))}
        </p>
      )}
      <fieldset disabled={!mayRevise} className="choice-form">
        <legend className="unseen">{row.citation}</legend>
        <label className="check">
          <input type="checkbox" checked={row.keep} onChange={(event) => change({ keep: event.target.checked })} />
          {say('drafts.keep')}
        </label>
        {row.keep && <Kept row={row} vocabulary={vocabulary} change={change} />}
        <div>
          <button type="button" className="button first" onClick={() => change({ decided: !row.decided })}>
            {say(row.decided ? 'drafts.reopen' : 'drafts.confirm')}
          </button>
        </div>
      </fieldset>
    </details>
  );
}

const answers = ['duties', 'rule', 'policy_text', 'planned'] as const;

function Kept({ row, vocabulary, change }: Omit<ClauseProps, 'mayRevise'>) {
  const { say, language } = useLanguage();
  return (
    <>
      <label>
        {say('drafts.force')}
        <select
          className="control"
          value={row.force}
          onChange={(event) => change({ force: event.target.value as Choice['force'] })}
        >
          {vocabulary.forces.map((force) => (
            <option key={force} value={force}>
              {say(`force.${force as Choice['force']}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="wide">
        {say('drafts.summary')}
        <textarea
          className="control"
          rows={2}
          maxLength={2000}
          value={row.zh}
          onChange={(event) => change({ zh: event.target.value })}
        />
      </label>
      <label className="wide">
        {say('drafts.summaryEn')}
        <textarea
          className="control"
          rows={2}
          maxLength={2000}
          lang="en"
          placeholder={say('drafts.summaryEnNone')}
          value={row.en}
          onChange={(event) => change({ en: event.target.value })}
        />
      </label>
      {row.base.length > 0 && (
        <div className="wide">
          <span className="small">{say('drafts.overrides')}</span>
          {row.base.map(({ id }) => (
            <label key={id} className="check">
              <input
                type="checkbox"
                checked={row.overrides.includes(id)}
                onChange={(event) =>
                  change({
                    overrides: event.target.checked
                      ? [...row.overrides, id]
                      : row.overrides.filter((one) => one !== id),
                  })
                }
              />
              <span title={id}>{citationOf(id, language) ?? id}</span>
            </label>
          ))}
        </div>
      )}
      <label>
        {say('drafts.answer')}
        <select
          className="control"
          value={row.answer}
          onChange={(event) => change({ answer: event.target.value as Choice['answer'] })}
        >
          {answers.map((answer) => (
            <option key={answer} value={answer}>
              {say(`choice.${answer}`)}
            </option>
          ))}
        </select>
      </label>
      {(row.answer === 'rule' || row.answer === 'planned') && (
        <label className="wide">
          {say('drafts.rule')}
          <input
            className="control"
            maxLength={500}
            value={row.rule}
            onChange={(event) => change({ rule: event.target.value })}
          />
        </label>
      )}
      {row.answer === 'duties' && <Duties row={row} vocabulary={vocabulary} change={change} />}
    </>
  );
}
