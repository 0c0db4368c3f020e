/** Phone and mail of a person: masked until a purpose is chosen, then shown and open to change. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import './person.css';

type Person = Reply<'getPerson'>;
type Shown = Reply<'readContact'>;

interface Part {
  readonly person: Person;
  readonly contact: NonNullable<Person['contact']>;
}

export function ContactPart({ person, contact }: Part) {
  const { say, word } = useLanguage();
  const sending = useSending();
  const [purpose, setPurpose] = useState('');
  const [shown, setShown] = useState<Shown>();
  const params = { county: person.county, id: person.id };
  const read = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await sending.send(async () => setShown(await call('readContact', { params, body: { purpose } })));
  };
  return (
    <section className="part">
      <div className="part-head">
        <h2>{say('contact.title')}</h2>
      </div>
      <Lines contact={shown ?? contact} />
      {shown ? (
        <Change {...{ params, purpose, shown, setShown }} />
      ) : (
        <form className="contact-ask no-print" onSubmit={(event) => void read(event)}>
          <div className="purpose">
            <label htmlFor="contact-purpose">{say('contact.purpose')}</label>
            <select
              id="contact-purpose"
              className="control"
              value={purpose}
              aria-describedby="contact-about"
              onChange={(event) => setPurpose(event.target.value)}
            >
              <option value="">{say('form.choose')}</option>
              {contact.purposes.map((one) => (
                <option key={one.id} value={one.id}>
                  {word(one.name)}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" className="button" disabled={purpose === '' || sending.busy}>
            {say('contact.read')}
          </button>
          <p className="quiet small" id="contact-about">
            {say('contact.about')}
          </p>
        </form>
      )}
      <Fault sending={sending} id="contact-fault" />
    </section>
  );
}

function Lines({ contact: { phone, mail } }: { contact: Shown }) {
  const { say } = useLanguage();
  const none = <span className="quiet">{say('contact.none')}</span>;
  return (
    <dl className="facts">
      <div>
        <dt>{say('contact.phone')}</dt>
        <dd>{phone ?? none}</dd>
      </div>
      <div>
        <dt>{say('contact.mail')}</dt>
        <dd>{mail ?? none}</dd>
      </div>
    </dl>
  );
}

interface Changing {
  readonly params: { readonly county: string; readonly id: string };
  readonly purpose: string;
  readonly shown: Shown;
  readonly setShown: (shown: Shown | undefined) => void;
}

function Change({ params, purpose, shown, setShown }: Changing) {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [phone, setPhone] = useState(shown.phone ?? '');
  const [mail, setMail] = useState(shown.mail ?? '');
  const [isSaved, setSaved] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaved(false);
    const isDone = await sending.send(async () => {
      const kept = await call('changeContact', { params, body: { purpose, phone, mail } });
      setShown(kept);
      setPhone(kept.phone ?? '');
      setMail(kept.mail ?? '');
    });
    setSaved(isDone);
    if (isDone) await client.invalidateQueries();
  };
  const wrong = sending.fault?.field;
  const isSame = phone === (shown.phone ?? '') && mail === (shown.mail ?? '');
  return (
    <form className="contact-change no-print" onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        id="contact-phone"
        label={say('contact.phone')}
        value={phone}
        change={setPhone}
        wrong={wrong === 'phone'}
        numeric
        most={60}
      />
      <TextField
        id="contact-mail"
        label={say('contact.mail')}
        value={mail}
        change={setMail}
        wrong={wrong === 'mail'}
        most={254}
      />
      <Fault sending={sending} id="contact-change-fault" />
      <p className="quiet small">{say('contact.changeAbout')}</p>
      <p role="status">{isSaved && isSame ? say('contact.saved') : ''}</p>
      <button type="submit" className="button first" disabled={sending.busy || isSame}>
        {say('contact.change')}
      </button>
      <button type="button" className="button" onClick={() => setShown(undefined)}>
        {say('contact.hide')}
      </button>
    </form>
  );
}
