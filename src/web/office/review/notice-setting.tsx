/** Which channels a person wants; nobody else sees it, and nothing is sent until it is chosen. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { canPush, dropBrowser, takeBrowser } from './push.ts';
import './review.css';

type Setting = Reply<'getNoticeSetting'>;

export function NoticeSetting() {
  const { say, word, language } = useLanguage();
  const setting = useReply('getNoticeSetting').data;
  if (!setting) return null;
  return (
    <section className="part no-print after-list" aria-labelledby="setting">
      <h2 id="setting">{say('setting.title')}</h2>
      <p className="quiet">{say('setting.lead')}</p>
      <Channels key={`${setting.mail}|${setting.by_mail}|${setting.by_push}`} setting={setting} />
      <h3>{say('setting.quiet')}</h3>
      <p className="quiet">
        {word(setting.quiet).replace(/[。.]$/, '')}
        {language === 'en' ? '.' : '。'}
      </p>
    </section>
  );
}

function Channels({ setting }: { setting: Setting }) {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [mail, setMail] = useState(setting.mail ?? '');
  const [byMail, setByMail] = useState(setting.by_mail);
  const [byPush, setByPush] = useState(setting.by_push);
  const [isSaved, setSaved] = useState(false);
  const [hasNoPush, setNoPush] = useState(false);
  const fresh = () => client.invalidateQueries({ queryKey: ['getNoticeSetting'] });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    const address = mail.trim() === '' ? null : mail.trim();
    const isDone = await sending.send(async () => {
      await call('setNotices', { body: { mail: address, by_mail: byMail && address !== null, by_push: byPush } });
      await fresh();
    });
    setSaved(isDone);
  };
  const browser = (work: (key: string) => Promise<boolean>) =>
    void sending.send(async () => {
      setNoPush(!(await work(setting.push_key)));
      await fresh();
    });
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      {setting.mail_works ? (
        <>
          <TextField id="notice-mail" label={say('setting.mail')} value={mail} change={setMail} complete="email" />
          <Choice id="by-mail" text={say('setting.byMail')} value={byMail} change={setByMail} />
        </>
      ) : (
        <p className="quiet">{say('setting.noMail')}</p>
      )}
      <Choice id="by-push" text={say('setting.byPush')} value={byPush} change={setByPush} />
      {setting.browsers > 0 && <p>{say('setting.browsers', { n: setting.browsers })}</p>}
      {canPush() && setting.push_key !== '' ? (
        <p className="pager">
          <button type="button" className="button" disabled={sending.busy} onClick={() => browser(takeBrowser)}>
            {say('setting.addBrowser')}
          </button>
          {setting.browsers > 0 && (
            <button type="button" className="button" disabled={sending.busy} onClick={() => browser(dropBrowser)}>
              {say('setting.dropBrowser')}
            </button>
          )}
        </p>
      ) : (
        <p className="quiet">{say('setting.noPush')}</p>
      )}
      {hasNoPush && <p role="status">{say('setting.noPush')}</p>}
      <p className="pager">
        <button type="submit" className="button first" disabled={sending.busy}>
          {say('setting.save')}
        </button>
        <span role="status">{isSaved ? say('setting.saved') : ''}</span>
      </p>
      <Fault sending={sending} id="setting-fault" />
    </form>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly text: string;
  readonly value: boolean;
  readonly change: (value: boolean) => void;
}

const Choice = ({ id, text, value, change }: ChoiceProps) => (
  <p>
    <label htmlFor={id}>
      <input id={id} type="checkbox" checked={value} onChange={(event) => change(event.target.checked)} /> {text}
    </label>
  </p>
);
