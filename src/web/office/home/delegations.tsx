/** Work of a seat done by somebody else for some days: mine by others, and theirs by me. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { UnitLink } from '../../kit/links.tsx';
import { Fault, useSending } from '../../kit/sending.tsx';
import { newId } from '../record-form/draft.ts';

type Home = Reply<'getHome'>;
type Lent = Home['delegations'][number];

export function Delegations({ home }: { home: Home }) {
  const { say } = useLanguage();
  if (home.delegations.length === 0) return null;
  return (
    <section className="part home-lent">
      <div className="part-head">
        <h2>{say('home.lent')}</h2>
      </div>
      <ul className="home-items">
        {home.delegations.map((lent) => (
          <li key={lent.id}>
            <One lent={lent} today={home.day} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ lent, today }: { lent: Lent; today: string }) {
  const { say, word } = useLanguage();
  const { seat } = lent;
  const words = { seat: word(seat.name), name: lent.name ?? say('record.seatVacant') };
  const isComing = lent.from > today;
  return (
    <>
      <div className="home-what">
        <b>{say(lent.way === 'to_me' ? 'home.lentToMe' : 'home.lentByMe', words)}</b>
        <span className="small quiet">
          <UnitLink unit={seat.unit} />
          {isComing && ` · ${say('home.lentFrom', { day: lent.from })}`}
        </span>
      </div>
      <span className="home-due quiet">{say('home.until', { day: lent.until })}</span>
      <div className="home-do">
        <Link to="/u/$code/posts" params={{ code: seat.unit.code }} className="button">
          {say('home.lentSee')}
        </Link>
        {lent.way === 'from_me' && !isComing && lent.until > today && lent.version !== null && (
          <End lent={lent} version={lent.version} today={today} />
        )}
      </div>
    </>
  );
}

/** Calls the work back; what was done today stays the deputy's, so today is the last day. */
function End({ lent, version, today }: { lent: Lent; version: number; today: string }) {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [id] = useState(newId);
  const end = async (): Promise<void> => {
    const body = { id, verb: 'end' as const, version, fields: { until: today } };
    const params = { county: lent.county, id: lent.id };
    if (await sending.send(() => call('performAct', { params, body }))) await client.invalidateQueries();
  };
  return (
    <>
      <button type="button" className="button" disabled={sending.busy} onClick={() => void end()}>
        {say('home.lentEnd')}
        <span className="unseen"> {lent.name}</span>
      </button>
      <Fault sending={sending} id={`lent-${lent.id}`} />
    </>
  );
}
