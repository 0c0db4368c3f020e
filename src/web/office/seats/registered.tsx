/** What a unit has registered of a body or seat: as it stands, what was and will be, and what may be done about it. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { AssumptionMarks } from '../../kit/links.tsx';
import { EntryForm, type EntryStep } from './entry-form.tsx';

type Posts = Reply<'listPosts'>;
export type Registered = Posts['bodies'][number]['registered'];
export type PostEntry = Registered['entries'][number];
export interface RegisteredPost {
  readonly of: 'body' | 'seat';
  readonly id: string;
  readonly registered: Registered;
}

export function RegisteredPart({ posts, post }: { posts: Posts; post: RegisteredPost }) {
  const { say, word } = useLanguage();
  const [step, setStep] = useState<EntryStep>();
  const { entries, now, absent, assumption, law_name } = post.registered;
  const current = entries.find(({ id }) => id === now);
  const others = entries.filter(({ id }) => id !== now);
  const name = word(law_name);
  const open = (what: EntryStep['what'], text: string) => (
    <button
      key={what}
      type="button"
      className="link-button no-print"
      aria-label={`${text} ${name}`}
      onClick={() => setStep(current && what !== 'create' ? { what, entry: current } : { what: 'create' })}
    >
      {text}
    </button>
  );
  const mayChange = posts.can.appoint && current !== undefined && current.version !== null;
  return (
    <div className="registered small">
      {current && <EntryLine entry={current} unit={posts.unit.code} lawName={name} isShown />}
      {assumption !== null && <AssumptionMarks ids={[assumption]} />}
      <span className="chips">
        {mayChange && open('amend', say('entry.amend'))}
        {posts.can.appoint &&
          (current || !absent) &&
          open('create', say(current ? 'entry.change' : `entry.create.${post.of}`))}
        {mayChange && current.to === null && open('end', say('entry.end'))}
      </span>
      {others.length > 0 && (
        <details>
          <summary>{say('entry.history', { n: others.length })}</summary>
          <ul>
            {others.map((entry) => (
              <li key={entry.id}>
                <EntryLine entry={entry} unit={posts.unit.code} lawName={name} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {step && (
        <EntryForm
          key={step.what}
          {...{ step, posts, post, close: () => setStep((now) => (now === step ? undefined : now)) }}
        />
      )}
    </div>
  );
}

interface EntryLineProps {
  readonly entry: PostEntry;
  readonly unit: string;
  readonly lawName: string;
  /** Its local name stands above already. */
  readonly isShown?: boolean;
}

function EntryLine({ entry, unit, lawName, isShown }: EntryLineProps) {
  const { say, word } = useLanguage();
  const county = unit.length > 6 ? unit.slice(0, 6) : unit;
  const { from, to, setup, carrier, name } = entry;
  const span = to === null ? say('posts.since', { day: from }) : say('posts.span', { from, to });
  const with_ = carrier && say(setup === 'joint' ? 'entry.with' : 'entry.by', { name: word(carrier.name) });
  const called = isShown
    ? say('entry.inLaw', { law: lawName })
    : say('entry.called', { name: name ?? '', law: lawName });
  const parts = [with_ ?? word(entry.setup_name), name && called, span];
  return (
    <span className="quiet">
      {parts.filter(Boolean).join(say('list.semicolon'))}{' '}
      <Link to="/r/$county/$id" params={{ county, id: entry.id }}>
        {say('entry.record')}
      </Link>
    </span>
  );
}
