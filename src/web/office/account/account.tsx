/** One's own account: seats, password, second factor, sessions. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { type Me, useMe } from '../../kit/session/session.ts';
import { Empty, Loading } from '../../kit/states.tsx';
import { PasswordRules } from '../sign-in/password-rules.tsx';
import '../sign-in/sign-in.css';
import './account.css';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';

export function Screen() {
  const { say } = useLanguage();
  const me = useMe();
  useTitle(say('account.title'));
  if (!me) return <Loading />;
  return (
    <>
      <PageHead
        title={me.name}
        lead={[me.user_name, me.admin && say(`admin.${me.admin}`), me.sample && say('sample.mark')]
          .filter(Boolean)
          .join(' · ')}
      />
      <Seats me={me} />
      {me.has_password ? (
        <div className="two account">
          <Password me={me} />
          <SecondFactor me={me} />
        </div>
      ) : (
        <p className="quiet part">
          {say('account.noPassword')}
          {me.sample && me.admin && say('sample.noFactor')}
        </p>
      )}
      <Sessions />
    </>
  );
}

function Seats({ me }: { me: Me }) {
  const { say, word } = useLanguage();
  return (
    <section className="part" aria-labelledby="my-seats">
      <h2 id="my-seats">{say('account.seats')}</h2>
      {me.seats.length === 0 ? (
        <Empty>{say(me.admin ? 'account.adminSeats' : 'account.noSeats')}</Empty>
      ) : (
        <ul className="plain-list">
          {me.seats.map((seat) => (
            <li key={`${seat.unit}:${seat.seat}`}>
              <Link to="/u/$code" params={{ code: seat.unit }}>
                {seat.unit_name}
              </Link>{' '}
              {word(seat.name)}
              {seat.acting && <span className="tag">{say('account.acting')}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Password({ me }: { me: Me }) {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [written, setWritten] = useState({ password: '', new_password: '' });
  const [done, setDone] = useState<Reply<'changePassword'>>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      setDone(await call('changePassword', { body: written }));
      setWritten({ password: '', new_password: '' });
      await client.invalidateQueries();
    });
  };
  return (
    <section className="part" aria-labelledby="my-password">
      <h2 id="my-password">{say('signIn.password')}</h2>
      {me.password_ends && <p className="quiet">{say('password.ends', { day: me.password_ends })}</p>}
      <form onSubmit={submit} noValidate aria-label={say('password.change')}>
        <TextField
          id="old-password"
          type="password"
          label={say('password.old')}
          value={written.password}
          change={(password) => setWritten((old) => ({ ...old, password }))}
          complete="current-password"
        />
        <TextField
          id="new-password"
          type="password"
          label={say('signIn.newPassword')}
          value={written.new_password}
          change={(new_password) => setWritten((old) => ({ ...old, new_password }))}
          complete="new-password"
          help={<PasswordRules policy={me.policy} />}
        />
        <Fault sending={sending} id="password-fault" />
        <button type="submit" className="button first" disabled={sending.busy}>
          {say('password.change')}
        </button>
        {done && <p role="status">{say('password.changed', { n: done.ended })}</p>}
      </form>
    </section>
  );
}
