/** What an act moved: the obligations it serves, with how far each has come. */
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Reply } from '#contract';
import { periodName } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { ObligationLink, RecordLink, UnitLink } from '../../kit/links.tsx';
import { Rows } from '../../kit/rows.tsx';
import { StatusSign } from '../../kit/status-mark.tsx';

export function Moved({ result, again }: { result: Reply<'performAct'>; again?: () => void }) {
  const { say, word, language } = useLanguage();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="part" aria-live="polite">
      <div className="box">
        <h2 ref={head} tabIndex={-1}>
          {say(result.repeated ? 'moved.repeated' : 'moved.title')}
        </h2>
        <p>
          <RecordLink record={result.record} /> · {result.record.day} · {word(result.record.state_name)}
        </p>
        {result.warnings.map((warning) => (
          <p key={warning.zh}>
            <span className="tag warn">{say('moved.note')}</span> {word(warning)}
          </p>
        ))}
      </div>
      {result.moved.length === 0 ? (
        <p className="quiet">{say('moved.none')}</p>
      ) : (
        <Rows
          caption={say('moved.list')}
          showCaption
          rows={result.moved}
          rowKey={(row) => row.key}
          columns={[
            {
              id: 'duty',
              head: say('figure.duty'),
              main: true,
              cell: (row) => <ObligationLink of={row}>{word(row.name)}</ObligationLink>,
            },
            { id: 'unit', head: say('figure.unit'), cell: (row) => <UnitLink unit={row.unit} /> },
            { id: 'period', head: say('figure.period'), cell: (row) => periodName(row.period, language, say) },
            {
              id: 'done',
              head: say('figure.done'),
              end: true,
              cell: (row) => (row.need === null ? row.done : `${row.done} / ${row.need}`),
            },
            {
              id: 'met',
              head: say('figure.status'),
              cell: (row) => <MovedStatus met={row.met} counted={row.need === null} />,
            },
          ]}
        />
      )}
      <p className="pager">
        {again && (
          <button type="button" className="button" onClick={again}>
            {say('moved.again')}
          </button>
        )}
        <Link to="/u/$code" params={{ code: result.record.unit.code }} className="button">
          {say('moved.overview')}
        </Link>
      </p>
    </section>
  );
}

function MovedStatus({ met, counted }: { met: boolean; counted: boolean }) {
  const { say } = useLanguage();
  return (
    <span className={`status ${met ? 'met' : 'open'}`}>
      <StatusSign status={met || counted ? 'met' : 'open'} />
      {say(met ? 'status.met' : counted ? 'moved.counted' : 'moved.notYet')}
    </span>
  );
}
