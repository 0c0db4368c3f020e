/** What needs me today, over all my seats, in due order; each with a way to do it at one click. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reply } from '#contract';
import { periodName } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { ObligationLink, recordTitle, UnitLink } from '../../kit/links.tsx';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { StatusMark } from '../../kit/status-mark.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { presetSearch, type Values } from '../record-form/preset.ts';
import { Delegations } from './delegations.tsx';
import './home.css';

type Home = Reply<'getHome'>;
type Item = Home['items'][number];

export function Screen() {
  const { say } = useLanguage();
  useTitle(say('home.title'));
  const query = useReply('getHome');
  return <Answer query={query}>{(home) => <Page home={home} />}</Answer>;
}

function Page({ home }: { home: Home }) {
  const { say } = useLanguage();
  const late = home.items.filter((item) => item.late);
  const rest = home.items.filter((item) => !item.late);
  return (
    <>
      <PageHead title={say('home.title')} lead={say('home.lead')} />
      <Seats home={home} />
      {home.approvals > 0 && (
        <p className="home-approvals">
          {say('home.approvals', { n: home.approvals })} <Link to="/approvals">{say('home.approve')}</Link>
        </p>
      )}
      {late.length > 0 && <List title={say('home.late')} items={late} />}
      {rest.length > 0 && <List title={say(late.length > 0 ? 'home.soon' : 'home.now')} items={rest} />}
      {home.items.length === 0 && <Empty>{say(home.seats.length === 0 ? 'home.noSeats' : 'home.none')}</Empty>}
      {home.more > 0 && <p>{say('home.more', { n: home.more })}</p>}
      {home.later > 0 && <p className="quiet">{say('home.later', { n: home.later })}</p>}
      <Delegations home={home} />
    </>
  );
}

function Seats({ home }: { home: Home }) {
  const { say, word } = useLanguage();
  const first = home.seats[0];
  return (
    <section className="home-seats" aria-label={say('home.seats')}>
      <ul>
        {home.seats.map((seat) => (
          <li key={`${seat.unit.code}:${seat.seat}:${seat.via}`}>
            <UnitLink unit={seat.unit} />{' '}
            <Link to="/u/$code/s/$seat" params={{ code: seat.unit.code, seat: seat.seat }}>
              {word(seat.name)}
            </Link>
            {seat.acting && seat.via !== 'deputy' && <span className="tag">{say('home.acting')}</span>}
            {seat.via === 'deputy' && (
              <span className="tag">
                {seat.holder === null ? say('home.deputy') : say('home.deputyOf', { name: seat.holder })}
              </span>
            )}
            {seat.until !== null && <span className="quiet small"> {say('home.until', { day: seat.until })}</span>}
          </li>
        ))}
      </ul>
      <Link to="/u/$code" params={{ code: first?.unit.code ?? '0' }} className="button">
        {say(first ? 'home.board' : 'home.nation')}
      </Link>
    </section>
  );
}

function List({ title, items }: { title: string; items: readonly Item[] }) {
  return (
    <section className="part">
      <div className="part-head">
        <h2>
          {title} <span className="quiet">{items.length}</span>
        </h2>
      </div>
      <ul className="home-items">
        {items.map((item) => (
          <li key={keyOf(item)} className={item.late ? 'late' : undefined}>
            <One item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const keyOf = (item: Item): string =>
  item.type === 'obligation'
    ? item.row.key
    : item.type === 'handover'
      ? `handover ${item.row.tenure}`
      : `${item.type} ${item.row.id}`;

function One({ item }: { item: Item }) {
  const { say, word, language } = useLanguage();
  if (item.type === 'obligation') return <Owed item={item} />;
  if (item.type === 'handover') {
    const { row } = item;
    const words = { seat: word(row.seat.name), leaver: row.leaver.name, taker: row.taker?.name ?? '…' };
    return (
      <Line
        item={item}
        title={say('home.handoverOf', words)}
        place={<UnitLink unit={row.seat.unit} />}
        actions={
          <Link
            to="/u/$code/handovers/$tenure"
            params={{ code: row.seat.unit.code, tenure: row.tenure }}
            className="button first"
          >
            {say('home.handover')}
          </Link>
        }
      />
    );
  }
  const params = { county: item.row.county, id: item.row.id };
  return (
    <Line
      item={item}
      title={recordTitle(item.row, language) || word(item.row.kind_name)}
      place={
        <>
          <UnitLink unit={item.row.unit} /> · {say(item.type === 'returned' ? 'home.returned' : 'home.toReview')}
        </>
      }
      actions={
        <Link to="/r/$county/$id" params={params} className="button first">
          {say(item.type === 'returned' ? 'home.mend' : 'home.review')}
        </Link>
      }
    />
  );
}

function Owed({ item }: { item: Extract<Item, { type: 'obligation' }> }) {
  const { say, word, language } = useLanguage();
  const { row, kinds } = item;
  return (
    <Line
      item={item}
      title={<ObligationLink of={row}>{word(row.name)}</ObligationLink>}
      place={
        <>
          <StatusMark status={row.status} /> <UnitLink unit={row.unit} /> · {periodName(row.period, language, say)}
          {row.need !== null && row.need > 1 && ` · ${say('home.count', { done: row.done, need: row.need })}`}
        </>
      }
      actions={kinds.map((kind, at) => (
        <Link
          key={kind.kind}
          to="/u/$code/new/$kind"
          params={{ code: row.unit.code, kind: kind.kind }}
          search={presetSearch(kind.preset as Values)}
          className={at === 0 ? 'button first' : 'button'}
        >
          {say('home.record', { name: word(kind.name) })}
        </Link>
      ))}
    />
  );
}

interface LineProps {
  readonly item: Item;
  readonly title: ReactNode;
  readonly place: ReactNode;
  readonly actions: ReactNode;
}
function Line({ item, title, place, actions }: LineProps) {
  const { say } = useLanguage();
  const due = item.due === null ? say('home.noDue') : say(item.late ? 'home.dueLate' : 'home.due', { day: item.due });
  return (
    <>
      <div className="home-what">
        <b>{title}</b>
        <span className="small quiet">{place}</span>
      </div>
      <span className={item.late ? 'home-due late-ink' : 'home-due quiet'}>{due}</span>
      <div className="home-do">{actions}</div>
    </>
  );
}
