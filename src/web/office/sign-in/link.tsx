/** What a one-time link opens: setting a password, or the first set-up of the three administrators. */
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { setLanguage, useLanguage } from '../../kit/language.ts';
import { useTitle } from '../../kit/page.tsx';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { Answer } from '../../kit/states.tsx';
import { PasswordRules } from './password-rules.tsx';
import './sign-in.css';

type Found = Reply<'lookAtLink'>;
type Role = Found['roles'][number]['role'];

/** The token stands behind # and never leaves the browser but in the body of a request. */
const tokenHere = (): string => location.hash.slice(1);

export function LinkPage() {
  const { say, language } = useLanguage();
  const [token] = useState(tokenHere);
  const query = useQuery({
    queryKey: ['link', token],
    queryFn: () => call('lookAtLink', { body: { token } }),
    retry: false,
  });
  useTitle(say('link.title'));
  return (
    <div className="sign-in">
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
          <Answer query={query}>
            {(found) =>
              found.purpose === 'set-up' ? (
                <SetUp found={found} token={token} again={() => void query.refetch()} />
              ) : (
                <SetPassword found={found} token={token} />
              )
            }
          </Answer>
        </main>
      </div>
    </div>
  );
}

function SetPassword({ found, token }: { found: Found; token: string }) {
  const { say } = useLanguage();
  const sending = useSending();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  if (done) return <Ready text={say('link.passwordSet', { name: found.user_name ?? '' })} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      await call('useLink', { body: { token, password } });
      setDone(true);
    });
  };
  return (
    <>
      <h1>{say('link.password')}</h1>
      <p>{say('link.for', { name: found.name ?? '', user: found.user_name ?? '' })}</p>
      <form className="sign-in-form" onSubmit={submit} noValidate aria-label={say('link.password')}>
        <TextField
          id="link-password"
          type="password"
          label={say('signIn.newPassword')}
          value={password}
          change={setPassword}
          complete="new-password"
          help={<PasswordRules policy={found.policy} />}
          wrong={sending.fault?.field === 'password'}
          focus
        />
        <Fault sending={sending} id="link-fault" />
        <button type="submit" className="button first" disabled={sending.busy}>
          {say('link.set')}
        </button>
      </form>
    </>
  );
}

function SetUp({ found, token, again }: { found: Found; token: string; again: () => void }) {
  const { say } = useLanguage();
  const next = found.roles.find((one) => !one.is_held);
  if (!next) return <Ready text={say('link.setUpDone')} />;
  return (
    <>
      <h1>{say('link.setUp')}</h1>
      <p>{say('link.setUpLead')}</p>
      <ol className="setup-steps">
        {found.roles.map(({ role, is_held }) => (
          <li key={role} aria-current={role === next.role ? 'step' : undefined}>
            <strong>{say(`admin.${role}`)}</strong>
            <span className="quiet small">{is_held ? say('link.held') : say(`admin.${role}.does`)}</span>
          </li>
        ))}
      </ol>
      <OneAdministrator key={next.role} role={next.role} found={found} token={token} done={again} />
    </>
  );
}

interface OneProps {
  readonly role: Role;
  readonly found: Found;
  readonly token: string;
  readonly done: () => void;
}
function OneAdministrator({ role, found, token, done }: OneProps) {
  const { say } = useLanguage();
  const sending = useSending();
  const [written, setWritten] = useState({ name: '', user_name: '', password: '' });
  const change = (part: Partial<typeof written>) => setWritten((old) => ({ ...old, ...part }));
  const [last, setLast] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      const { missing } = await call('setUpAdministrator', { body: { token, role, ...written } });
      if (missing.length > 0) done();
      else setLast(true);
    });
  };
  if (last) return <Ready text={say('link.setUpDone')} within />;
  const field = sending.fault?.field;
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate aria-label={say(`admin.${role}`)}>
      <h2>{say('link.now', { role: say(`admin.${role}`) })}</h2>
      <TextField
        id="admin-name"
        label={say('account.name')}
        value={written.name}
        change={(name) => change({ name })}
        most={60}
        focus
      />
      <TextField
        id="admin-user"
        label={say('signIn.userName')}
        value={written.user_name}
        change={(user_name) => change({ user_name })}
        complete="username"
        help={say('account.userNameHelp')}
        wrong={field === 'user_name'}
        most={64}
      />
      <TextField
        id="admin-password"
        type="password"
        label={say('signIn.password')}
        value={written.password}
        change={(password) => change({ password })}
        complete="new-password"
        help={<PasswordRules policy={found.policy} />}
        wrong={field === 'password'}
      />
      <Fault sending={sending} id="admin-fault" />
      <button type="submit" className="button first" disabled={sending.busy}>
        {say('link.setAdmin')}
      </button>
    </form>
  );
}

function Ready({ text, within = false }: { text: string; within?: boolean }) {
  const { say } = useLanguage();
  return (
    <>
      {within ? <h2>{say('link.ready')}</h2> : <h1>{say('link.ready')}</h1>}
      <p>{text}</p>
      <a className="button first" href="/">
        {say('signIn.do')}
      </a>
    </>
  );
}
