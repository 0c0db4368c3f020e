/** A new account: for a person in a seat, found by name, or for somebody new. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import { HandOver } from './hand-over.tsx';

type Person = Reply<'searchPersons'>['rows'][number];

export function Create({ close }: { close: () => void }) {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [id] = useState(newId);
  const [written, setWritten] = useState({ name: '', user_name: '' });
  const [person, setPerson] = useState<Person>();
  const [link, setLink] = useState<Reply<'createAccount'>>();
  if (link) return <HandOver name={written.name} link={link} close={close} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      const body = { id, ...written, ...(person && { person: person.person }) };
      setLink(await call('createAccount', { body }));
      await client.invalidateQueries({ queryKey: ['listAccounts'] });
    });
  };
  const field = sending.fault?.field;
  return (
    <form className="account-form" onSubmit={submit} noValidate aria-label={say('accounts.create')}>
      <TextField
        id="new-name"
        label={say('account.name')}
        value={written.name}
        change={(name) => {
          setWritten((old) => ({ ...old, name }));
          setPerson(undefined);
        }}
        most={60}
        focus
      />
      <Persons name={written.name} chosen={person} choose={setPerson} />
      <TextField
        id="new-user"
        label={say('signIn.userName')}
        value={written.user_name}
        change={(user_name) => setWritten((old) => ({ ...old, user_name }))}
        help={say('account.userNameHelp')}
        wrong={field === 'user_name'}
        most={64}
      />
      <Fault sending={sending} id="create-fault" />
      <p className="chips">
        <button type="submit" className="button first" disabled={sending.busy}>
          {say('accounts.createDo')}
        </button>
        <button type="button" className="button" onClick={close}>
          {say('accounts.cancel')}
        </button>
      </p>
    </form>
  );
}

interface PersonsProps {
  readonly name: string;
  readonly chosen: Person | undefined;
  readonly choose: (person: Person | undefined) => void;
}
function Persons({ name, chosen, choose }: PersonsProps) {
  const { say, word } = useLanguage();
  const q = name.trim();
  const found = useReply('searchPersons', { query: { q } }, { enabled: q.length > 1, keep: true }).data?.rows ?? [];
  if (q.length < 2 || found.length === 0) return null;
  return (
    <fieldset className="persons">
      <legend>{say('accounts.isSeated')}</legend>
      {found.map((person) => (
        <label key={person.person}>
          <input
            type="radio"
            name="person"
            checked={chosen?.person === person.person}
            onChange={() => choose(person)}
          />
          <span>
            {person.name}
            <span className="quiet small">
              {' '}
              {person.seats.map((seat) => `${seat.unit_name} ${word(seat.name)}`).join('；')}
            </span>
          </span>
        </label>
      ))}
      <label>
        <input type="radio" name="person" checked={chosen === undefined} onChange={() => choose(undefined)} />
        <span>{say('accounts.isNew')}</span>
      </label>
    </fieldset>
  );
}
