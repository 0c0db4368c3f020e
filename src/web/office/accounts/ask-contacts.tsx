/** Asking another person that the contact details of a unit's people may be exported. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { Answer } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';

type Asked = Reply<'getContactExport'>;

export function AskContacts({ unit }: { unit: string }) {
  const query = useReply('getContactExport', { params: { code: unit } });
  return <Answer query={query}>{(about) => <Form key={about.unit.code} about={about} />}</Answer>;
}

function Form({ about: { unit, persons, most, purposes, hours } }: { about: Asked }) {
  const { say, word } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [written, setWritten] = useState({ purpose: '', ground: '', reason: '' });
  const [isAsked, setAsked] = useState(false);
  if (hours === null) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      await call('askApproval', { body: { id: newId(), kind: 'export-contacts', unit: unit.code, ...written } });
      setAsked(true);
      await client.invalidateQueries({ queryKey: ['listApprovals'] });
    });
  };
  const wrong = sending.fault?.field;
  return (
    <form className="account-form" onSubmit={submit} noValidate aria-labelledby="contacts-title">
      <h2 id="contacts-title">{say('contacts.of', { unit: unit.name })}</h2>
      <p className="quiet">
        {persons > most ? say('contacts.tooMany', { most }) : say('contacts.about', { n: persons, ...hours })}
      </p>
      {isAsked ? (
        <p role="status">
          {say('contacts.asked')}{' '}
          <Link to="/u/$code/posts" params={{ code: unit.code }}>
            {say('contacts.back')}
          </Link>
        </p>
      ) : (
        <>
          <div className="text-field">
            <label htmlFor="contacts-purpose">{say('contact.purpose')}</label>
            <select
              id="contacts-purpose"
              className="control"
              value={written.purpose}
              onChange={({ target: { value: purpose } }) => setWritten((old) => ({ ...old, purpose }))}
            >
              <option value="" />
              {purposes.map((one) => (
                <option key={one.id} value={one.id}>
                  {word(one.name)}
                </option>
              ))}
            </select>
          </div>
          <TextField
            id="contacts-reason"
            label={say('contacts.reason')}
            value={written.reason}
            change={(reason) => setWritten((old) => ({ ...old, reason }))}
            help={say('contacts.reasonHelp')}
            wrong={wrong === 'reason'}
            most={300}
          />
          <TextField
            id="contacts-ground"
            label={say('contacts.ground')}
            value={written.ground}
            change={(ground) => setWritten((old) => ({ ...old, ground }))}
            help={say('contacts.groundHelp')}
            wrong={wrong === 'ground'}
            most={300}
          />
          <Fault sending={sending} id="contacts-fault" />
          <button
            type="submit"
            className="button first"
            disabled={sending.busy || persons > most || Object.values(written).some((text) => text.trim() === '')}
          >
            {say('contacts.ask')}
          </button>
        </>
      )}
    </form>
  );
}
