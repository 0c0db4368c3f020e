/** The sign-in page: user name and password, then what else is asked for; the single sign-on; the samples. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { setLanguage, useLanguage } from '../../kit/language.ts';
import { useTitle } from '../../kit/page.tsx';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { ended } from '../../kit/session/ended.ts';
import { useReply } from '../../kit/use-reply.ts';
import { PasswordRules } from './password-rules.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { Samples } from './samples.tsx';
import './sign-in.css';

const dialog = { role: 'dialog', 'aria-modal': true, 'aria-labelledby': 'sign-in-title' } as const;

/** A page of its own; `over` = laid over a page whose session has ended, which stays as it is behind. */
export function SignIn({ over = false, was }: { over?: boolean; was?: string | undefined }) {
  const { say, language } = useLanguage();
  useTitle(say('signIn.title'));
  const offered = useReply('getSignIn');
  const enter = useEnter(was);
  return (
    <div className={over ? 'sign-in over' : 'sign-in'} {...(over && dialog)}>
      <div className="sign-in-in">
        <div className="sign-in-head">
          <span className="brand">{say('frame.name')}</span>
          <button
            type="button"
            className="link-button"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => void setLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {language === 'zh' ? 'English' : '中文'}
          </button>
        </div>
        <main id="content">
          <h1 id="sign-in-title">{say(over ? 'signIn.again' : 'signIn.title')}</h1>
          <p className="quiet">{say(over ? 'signIn.againLead' : 'signIn.lead')}</p>
          <CameBack />
          <PasswordForm enter={enter} />
          {offered.data?.outside && (
            <p>
              <a
                className="button"
                href={`/api/sign-in/outside?to=${encodeURIComponent(`${location.pathname}${location.search}`)}`}
              >
                {offered.data.outside}
              </a>
            </p>
          )}
          {offered.data && !offered.data.is_set_up && <p className="quiet">{say('signIn.notSetUp')}</p>}
          {offered.data && offered.data.samples.length > 0 && <Samples rows={offered.data.samples} enter={enter} />}
        </main>
      </div>
    </div>
  );
}

const refusedCodes = ['outside_failed', 'outside_unknown', 'outside_away'] as const;

/** Why the single sign-on led back here. */
function CameBack() {
  const { say } = useLanguage();
  const code = new URLSearchParams(location.search).get('refused');
  const known = refusedCodes.find((one) => one === code);
  return known ? (
    <p className="fault" role="alert">
      {say(`signIn.refused.${known}`)}
    </p>
  ) : null;
}

/** After signing in: the same person goes on where they were, another one begins anew. */
function useEnter(was: string | undefined): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const me = await call('getMe');
    if (was !== undefined && me.account !== was) return location.assign('/');
    ended.set(false);
    client.setQueryData(['getMe', {}], me);
    await client.invalidateQueries();
  };
}

type Said = Reply<'signIn'>;

function PasswordForm({ enter }: { enter: () => Promise<void> }) {
  const { say } = useLanguage();
  const sending = useSending();
  const [written, setWritten] = useState({ user_name: '', password: '', code: '', new_password: '' });
  const [said, setSaid] = useState<Said>();
  const change = (part: Partial<typeof written>) => setWritten((old) => ({ ...old, ...part }));
  const needs = said?.needs ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      const { user_name, password, code, new_password } = written;
      const more = { ...(code && { code }), ...(new_password && { new_password }) };
      const reply = await call('signIn', { body: { user_name, password, ...more } });
      setSaid(reply);
      if (reply.needs === null && reply.recovery_codes.length === 0) await enter();
    });
  };
  if (said?.needs === null && said.recovery_codes.length > 0)
    return <RecoveryCodes codes={said.recovery_codes} go={() => void enter()} />;
  const field = sending.fault?.field;
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate aria-label={say('signIn.title')}>
      {needs === null && (
        <>
          <TextField
            id="user-name"
            label={say('signIn.userName')}
            value={written.user_name}
            change={(user_name) => change({ user_name })}
            complete="username"
            focus
          />
          <TextField
            id="password"
            type="password"
            label={say('signIn.password')}
            value={written.password}
            change={(password) => change({ password })}
            complete="current-password"
            wrong={field === 'password'}
          />
        </>
      )}
      {needs === 'enrol' && said?.enrol && (
        <>
          <p role="status">{say('signIn.enrolWhy')}</p>
          <Enrol enrol={said.enrol} />
        </>
      )}
      {(needs === 'code' || needs === 'enrol') && (
        <TextField
          id="code"
          label={say('signIn.code')}
          value={written.code}
          change={(code) => change({ code })}
          complete="one-time-code"
          help={say(needs === 'code' ? 'signIn.codeHelp' : 'signIn.enrolHelp')}
          wrong={field === 'code'}
          numeric={needs === 'enrol'}
          focus
        />
      )}
      {needs === 'new_password' && said && (
        <TextField
          id="new-password"
          type="password"
          label={say('signIn.newPassword')}
          value={written.new_password}
          change={(new_password) => change({ new_password })}
          complete="new-password"
          help={<PasswordRules policy={said.policy} />}
          wrong={field === 'password'}
          focus
        />
      )}
      <Fault sending={sending} id="sign-in-fault" />
      <button type="submit" className="button first" disabled={sending.busy}>
        {say(needs === null ? 'signIn.do' : 'signIn.next')}
      </button>
    </form>
  );
}

export function Enrol({ enrol }: { enrol: NonNullable<Said['enrol']> }) {
  const { say } = useLanguage();
  return (
    <div className="enrol">
      <p>{say('factor.scan')}</p>
      <img alt={say('factor.picture')} src={`data:image/svg+xml;utf8,${encodeURIComponent(enrol.picture)}`} />
      <p className="small">
        {say('factor.typed')} <code>{enrol.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
      </p>
    </div>
  );
}
