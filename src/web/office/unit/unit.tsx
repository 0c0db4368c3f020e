/** A unit itself: what it is, what is below it, its registers, what it came from and what became of it. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Reply } from '#contract';
import { Count, DayText } from '../../kit/figures.tsx';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { UnitHead, useUnitKind } from '../../kit/page.tsx';
import { factual, usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { Turns } from './turns.tsx';

type Found = Reply<'getUnit'>;
const ActForm = lazy(() => import('./act-form.tsx').then((part) => ({ default: part.ActForm })));

export function Screen() {
  const { say } = useLanguage();
  const { code, when } = usePlace();
  const query = useReply('getUnit', { params: { code }, query: factual(when) }, { keep: true });
  return (
    <>
      <UnitHead page={say('tab.unit')} />
      <Answer query={query}>{(found) => <Whole key={found.unit.code} found={found} />}</Answer>
    </>
  );
}

function Whole({ found }: { found: Found }) {
  const { say } = useLanguage();
  const { unit } = found;
  return (
    <>
      <div className="two">
        <section className="part" aria-labelledby="identity">
          <h2 id="identity">{say('unit.identity')}</h2>
          <Identity found={found} />
        </section>
        <div>
          {found.counts.length > 0 && (
            <section className="part" aria-labelledby="below">
              <h2 id="below">{say('unit.below')}</h2>
              <Below found={found} />
            </section>
          )}
          <section className="part" aria-labelledby="registers">
            <h2 id="registers">{say('unit.registers')}</h2>
            {found.facts.length === 0 ? <Empty>{say('unit.noRegisters')}</Empty> : <Registers found={found} />}
          </section>
        </div>
      </div>
      <section className="part" aria-labelledby="turns">
        <h2 id="turns">{say('unit.turns')}</h2>
        <Turns found={found} />
      </section>
      <section className="part no-print" aria-labelledby="change">
        <h2 id="change">{say('unitAct.title')}</h2>
        {unit.code.length <= 2 ? (
          <Empty>{say('unitAct.notHere')}</Empty>
        ) : found.valid_to !== null ? (
          <Empty>{say('unitAct.ended', { day: found.valid_to })}</Empty>
        ) : (
          <Change found={found} />
        )}
      </section>
    </>
  );
}

function Identity({ found }: { found: Found }) {
  const { say, word } = useLanguage();
  const kindOf = useUnitKind();
  const { unit } = found;
  return (
    <dl className="facts">
      <dt>{say('unit.code')}</dt>
      <dd>{unit.code}</dd>
      <dt>{say('figure.level')}</dt>
      <dd>{say(`level.${unit.level}`)}</dd>
      <dt>{say('figure.kind')}</dt>
      <dd>{kindOf(unit)}</dd>
      <dt>{say('unit.farming')}</dt>
      <dd>{say(unit.farming ? 'form.yes' : 'form.no')}</dd>
      <dt>{say('unit.valid')}</dt>
      <dd>
        {found.valid_to === null
          ? say('unit.since', { from: found.valid_from })
          : say('unit.span', { from: found.valid_from, to: found.valid_to })}
      </dd>
      <dt>{say('unit.regime')}</dt>
      <dd>
        <Link to="/law/documents/$id" params={{ id: found.regime.id }}>
          {word(found.regime.name)}
        </Link>
      </dd>
    </dl>
  );
}

function Below({ found }: { found: Found }) {
  const { say } = useLanguage();
  return (
    <Rows
      caption={say('unit.below')}
      rows={found.counts}
      rowKey={(row) => row.level}
      columns={[
        { id: 'level', head: say('figure.level'), main: true, cell: (row) => say(`level.${row.level}`) },
        { id: 'units', head: say('figure.units'), end: true, cell: (row) => <Count value={row.units} /> },
        { id: 'farming', head: say('unit.farmingCount'), end: true, cell: (row) => <Count value={row.farming} /> },
      ]}
    />
  );
}

function Registers({ found }: { found: Found }) {
  const { say } = useLanguage();
  return (
    <Rows
      caption={say('unit.registers')}
      rows={found.facts}
      rowKey={(row) => row.fact}
      columns={[
        { id: 'fact', head: say('unit.register'), main: true, cell: (row) => sayOr(say, `fact.${row.fact}`, row.fact) },
        { id: 'value', head: say('unit.value'), end: true, cell: (row) => <Count value={row.value} /> },
        { id: 'day', head: say('seat.from'), cell: (row) => <DayText day={row.day} /> },
        { id: 'source', head: say('unit.source'), cell: (row) => <span className="quiet">{row.source}</span> },
      ]}
    />
  );
}

function Change({ found }: { found: Found }) {
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <Suspense>
        <ActForm unit={found.unit} />
      </Suspense>
    );
  }
  return (
    <>
      <p className="quiet">{say('unitAct.lead')}</p>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {say('unitAct.open')}
      </button>
    </>
  );
}
