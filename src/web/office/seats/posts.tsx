/** Bodies and seats of a unit: who holds them, who did, who stands in; with what may be done about it. */
import { Link } from '@tanstack/react-router';
import { type Dispatch, type SetStateAction, useState } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { UnitHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import './posts.css';
import '../../kit/texts/entries.ts';
import { RegisteredPart } from './registered.tsx';
import { type Doing, SeatForm } from './seat-forms.tsx';
import { Sections } from './sections.tsx';

type Posts = Reply<'listPosts'>;
type Post = Posts['bodies'][number]['seats'][number];
type Held = Post['now'][number];

export function Screen() {
  const { say } = useLanguage();
  const { code, when } = usePlace();
  const query = useReply('listPosts', { params: { code }, query: { day: when.day } }, { keep: true });
  return (
    <>
      <UnitHead page={say('posts.title')} lead={say('posts.lead')} under="tab.seats" />
      <Sections code={code} />
      <Answer query={query}>
        {(posts) => (posts.bodies.length === 0 ? <Empty>{say('posts.none')}</Empty> : <Bodies posts={posts} />)}
      </Answer>
    </>
  );
}

const isFilled = (body: Posts['bodies'][number]): boolean =>
  body.registered.now !== null ||
  body.seats.some((seat) => seat.now.length + seat.past.length + seat.coming.length + seat.deputies.length > 0);

/** Bodies in which somebody sits or sat; the others, mostly departments, are folded away. */
function Bodies({ posts }: { posts: Posts }) {
  const { say } = useLanguage();
  const [doing, setDoing] = useState<Doing>();
  const filled = posts.bodies.filter(isFilled);
  const empty = posts.bodies.filter((body) => !isFilled(body));
  const each = (bodies: Posts['bodies']) =>
    bodies.map((body) => <Body key={body.id} {...{ posts, body, doing, setDoing }} />);
  return (
    <>
      {(posts.can.import || posts.can.export_people) && (
        <p className="no-print chips sections">
          {posts.can.import && (
            <Link to="/u/$code/import" params={{ code: posts.unit.code }}>
              {say('import.title')}
            </Link>
          )}
          {posts.can.export_people && (
            <Link to="/approvals" search={{ unit: posts.unit.code }}>
              {say('posts.exportContacts')}
            </Link>
          )}
        </p>
      )}
      {each(filled.length > 0 ? filled : empty)}
      {filled.length > 0 && empty.length > 0 && (
        <details className="fold">
          <summary>{say('posts.empty', { n: empty.length })}</summary>
          {each(empty)}
        </details>
      )}
    </>
  );
}

interface BodyProps {
  readonly posts: Posts;
  readonly body: Posts['bodies'][number];
  readonly doing: Doing | undefined;
  readonly setDoing: Dispatch<SetStateAction<Doing | undefined>>;
}

function Body({ posts, body, doing, setDoing }: BodyProps) {
  const { word } = useLanguage();
  return (
    <section className="part">
      <div className="body-head">
        <h2>{word(body.name)}</h2>
        <RegisteredPart posts={posts} post={{ of: 'body', ...body }} />
      </div>
      <ul className="posts">
        {body.seats.map((seat) => (
          <li key={seat.id}>
            <One posts={posts} seat={seat} start={setDoing} />
            {doing?.seat.id === seat.id && (
              <SeatForm
                key={doing.what}
                {...{
                  doing,
                  code: posts.unit.code,
                  today: posts.day,
                  reasons: posts.end_reasons,
                  // What is new shows before all of the page is read again; another form may be open by then.
                  close: () => setDoing((now) => (now === doing ? undefined : now)),
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ posts, seat, start }: { posts: Posts; seat: Post; start: (doing: Doing) => void }) {
  const { say, word } = useLanguage();
  const { can, unit } = posts;
  const mayLend = can.deputy.includes(seat.id) && seat.now.length > 0;
  return (
    <div className="post">
      <div className="post-name">
        {seat.staff ? (
          word(seat.name)
        ) : (
          <Link to="/u/$code/s/$seat" params={{ code: unit.code, seat: seat.id }}>
            {word(seat.name)}
          </Link>
        )}
        {seat.staff && <span className="tag">{say('posts.staff')}</span>}
        {!seat.staff && <RegisteredPart posts={posts} post={{ of: 'seat', ...seat }} />}
      </div>
      <div className="post-who">
        {seat.registered.absent && <span className="tag">{say('seat.absent')}</span>}
        {seat.vacant && !seat.staff && <span className="tag warn">{say('seat.vacant')}</span>}
        {seat.now.map((held) => (
          <p key={held.id}>
            <Person held={held} unit={unit.code} />{' '}
            <span className="quiet">
              {held.to === null
                ? say('posts.since', { day: held.from })
                : say('posts.span', { from: held.from, to: held.to })}
            </span>
            {held.acting && <span className="tag">{say('posts.acting')}</span>}{' '}
            {can.appoint && held.version !== null && held.to === null && (
              <button
                type="button"
                className="link-button"
                aria-label={`${say('posts.end')} ${held.name}`}
                onClick={() => start({ what: 'end', seat, tenure: held })}
              >
                {say('posts.end')}
              </button>
            )}
          </p>
        ))}
        {seat.deputies.map((held) => (
          <p key={held.id} className="small">
            {say('posts.deputyNow', { name: held.name })}{' '}
            <span className="quiet">{say('posts.span', { from: held.from, to: held.to ?? '' })}</span>
          </p>
        ))}
        {seat.coming.map((held) => (
          <p key={held.id} className="small">
            {say('posts.coming')} <Person held={held} unit={unit.code} />{' '}
            <span className="quiet">{say('posts.since', { day: held.from })}</span>
          </p>
        ))}
        <Earlier seat={seat} unit={unit.code} />
      </div>
      <div className="post-do no-print">
        {can.appoint && !seat.registered.absent && (
          <button
            type="button"
            className="button"
            aria-label={`${say('posts.appoint')} ${word(seat.name)}`}
            onClick={() => start({ what: 'appoint', seat })}
          >
            {say('posts.appoint')}
          </button>
        )}
        {mayLend && (
          <button
            type="button"
            className="button"
            aria-label={`${say('posts.deputy')} ${word(seat.name)}`}
            onClick={() => start({ what: 'deputy', seat })}
          >
            {say('posts.deputy')}
          </button>
        )}
      </div>
    </div>
  );
}

function Person({ held, unit }: { held: Pick<Held, 'person' | 'name' | 'sample'>; unit: string }) {
  const { say } = useLanguage();
  const county = unit.length > 6 ? unit.slice(0, 6) : unit;
  return (
    <>
      <Link to="/p/$county/$id" params={{ county, id: held.person }}>
        {held.name}
      </Link>
      {held.sample && <span className="tag sample">{say('sample.mark')}</span>}
    </>
  );
}

function Earlier({ seat, unit }: { seat: Post; unit: string }) {
  const { say } = useLanguage();
  if (seat.past.length === 0) return null;
  return (
    <details className="small">
      <summary>{say('posts.history', { n: seat.past.length })}</summary>
      <ul>
        {seat.past.map((held) => (
          <li key={held.id}>
            <Person held={held} unit={unit} />{' '}
            <span className="quiet">{say('posts.span', { from: held.from, to: held.to ?? '' })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
