/** The second factor: begun, confirmed by its first code, given up. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import type { Me } from '../../kit/session/session.ts';
import { RecoveryCodes } from '../sign-in/recovery-codes.tsx';
import { Enrol } from '../sign-in/sign-in.tsx';

export function SecondFactor({ me }: { me: Me }) {
  const { say } = useLanguage();
  return (
    <section className="part" aria-labelledby="my-factor">
      <h2 id="my-factor">{say('factor.title')}</h2>
      {me.second_factor ? <GiveUp left={me.recovery_codes} /> : <Begin />}
    </section>
  );
}

function Begin() {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [written, setWritten] = useState({ password: '', code: '' });
  const [enrol, setEnrol] = useState<Reply<'beginSecondFactor'>>();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      if (!enrol) setEnrol(await call('beginSecondFactor', { body: { password: written.password } }));
      else setCodes((await call('confirmSecondFactor', { body: { code: written.code } })).recovery_codes);
    });
  };
  if (codes.length > 0) return <RecoveryCodes codes={codes} go={() => void client.invalidateQueries()} />;
  return (
    <>
      <p className="quiet">{say('factor.lead')}</p>
      <form onSubmit={submit} noValidate aria-label={say('factor.title')}>
        {enrol ? (
          <>
            <Enrol enrol={enrol} />
            <TextField
              id="factor-code"
              label={say('signIn.code')}
              value={written.code}
              change={(code) => setWritten((old) => ({ ...old, code }))}
              complete="one-time-code"
              help={say('signIn.enrolHelp')}
              focus
              numeric
            />
          </>
        ) : (
          <TextField
            id="factor-password"
            type="password"
            label={say('signIn.password')}
            value={written.password}
            change={(password) => setWritten((old) => ({ ...old, password }))}
            complete="current-password"
          />
        )}
        <Fault sending={sending} id="factor-fault" />
        <button type="submit" className="button" disabled={sending.busy}>
          {say(enrol ? 'factor.confirm' : 'factor.begin')}
        </button>
      </form>
    </>
  );
}

function GiveUp({ left }: { left: number }) {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [written, setWritten] = useState({ password: '', code: '' });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      await call('dropSecondFactor', { body: written });
      await client.invalidateQueries();
    });
  };
  return (
    <>
      <p>{say('factor.on', { n: left })}</p>
      <details>
        <summary>{say('factor.drop')}</summary>
        <form onSubmit={submit} noValidate aria-label={say('factor.drop')}>
          <TextField
            id="drop-password"
            type="password"
            label={say('signIn.password')}
            value={written.password}
            change={(password) => setWritten((old) => ({ ...old, password }))}
            complete="current-password"
          />
          <TextField
            id="drop-code"
            label={say('signIn.code')}
            value={written.code}
            change={(code) => setWritten((old) => ({ ...old, code }))}
            complete="one-time-code"
            help={say('signIn.codeHelp')}
          />
          <Fault sending={sending} id="drop-fault" />
          <button type="submit" className="button" disabled={sending.busy}>
            {say('factor.drop')}
          </button>
        </form>
      </details>
    </>
  );
}
