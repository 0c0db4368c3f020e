/** The form that a record kind amounts to: its day, its fields, its faults, one button. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ActInput, KindShape, Reply } from '#contract';
import { call, Refused, Unreachable } from '../../kit/client.ts';
import { DayInput } from '../../kit/day-input.tsx';
import { useLanguage } from '../../kit/language.ts';
import type { Labels } from '../record/field-text.tsx';
import { AntTheme } from './ant-theme.tsx';
import type { DraftOf } from './draft.ts';
import { Field } from './field.tsx';
import type { Values } from './preset.ts';
import './form.css';

export interface FormProps {
  readonly kind: KindShape;
  readonly unit: string;
  readonly seats: Reply<'listKinds'>['seats'];
  readonly today: string;
  readonly kept: DraftOf;
  readonly labels?: Labels;
  readonly params: { readonly county: string; readonly id: string };
  readonly body: (fields: Record<string, Values[string]>) => ActInput;
  readonly done: (result: Reply<'performAct'>) => void;
  readonly failed?: (error: Error) => void;
}

/** Empty entries are not sent. */
function filled(values: Values): Record<string, Values[string]> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

export function Form(props: FormProps) {
  const { say, word } = useLanguage();
  const { kind, kept } = props;
  const { error, busy, send } = useSending(props);
  const [uploads, setUploads] = useState(0);
  const named = useFieldNames(kind);
  const faults = new Map(
    error instanceof Refused ? error.reply.fields.map((fault) => [fault.field, named(word(fault.message))]) : [],
  );
  return (
    <AntTheme>
      <form
        className="record-form"
        noValidate
        aria-label={word(kind.name)}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void send();
        }}
      >
        <h2>{word(kind.name)}</h2>
        <p className="quiet">{say('form.lead', { n: kind.minutes })}</p>
        {kept.found && (
          <p className="box" role="status">
            {say('form.draftFound')}{' '}
            <button type="button" className="link-button" onClick={kept.restart}>
              {say('form.restart')}
            </button>
          </p>
        )}
        {error && <Faults error={error} kind={kind} />}
        <DayField kept={kept} today={props.today} fault={faults.get('day')} />
        {kind.fields.map((field) => (
          <Field
            key={field.id}
            field={field}
            unit={props.unit}
            kind={kind.id}
            seats={props.seats}
            serves={kind.serves}
            labels={props.labels ?? {}}
            year={Number(kept.draft.day.slice(0, 4)) || Number(props.today.slice(0, 4))}
            value={kept.draft.fields[field.id] ?? null}
            fault={faults.get(field.id)}
            change={(value) => kept.setField(field.id, value)}
            uploading={setUploads}
          />
        ))}
        <div className="form-end">
          <button type="submit" className="button first" disabled={busy || uploads > 0}>
            {say(busy ? 'form.sending' : uploads > 0 ? 'files.wait' : 'form.send')}
          </button>
          <span className="quiet small">{say('form.kept')}</span>
        </div>
      </form>
    </AntTheme>
  );
}

function useSending({ kept, params, body, done, failed }: FormProps) {
  const client = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const send = async () => {
    // Two clicks within one frame both arrive here; the second finds the first under way.
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setError(null);
    try {
      const result = await call('performAct', { params, body: body(filled(kept.draft.fields)) });
      kept.clear();
      void client.invalidateQueries();
      done(result);
    } catch (cause) {
      setError(cause as Error);
      failed?.(cause as Error);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  return { error, busy, send };
}

/** A refusal names fields by their id; here each is called as the form calls it. */
function useFieldNames(kind: KindShape): (text: string) => string {
  const { say, word } = useLanguage();
  const names = new Map(kind.fields.map((field) => [field.id, word(field.name)]));
  names.set('day', say('record.day'));
  return (text) =>
    text.replace(/(["“])([a-z][a-z0-9_]*)(["”])/g, (_, open, id, close) => open + (names.get(id) ?? id) + close);
}

/** What is wrong, first in one place with links to the fields, and read out at once. */
function Faults({ error, kind }: { error: Error; kind: KindShape }) {
  const { say, word } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) place.current?.focus();
  }, [error]);
  const named = useFieldNames(kind);
  const nameOf = (id: string) => {
    const field = kind.fields.find((candidate) => candidate.id === id);
    return field ? word(field.name) : id === 'day' ? say('record.day') : id;
  };
  return (
    <div className="box wrong" role="alert" tabIndex={-1} ref={place}>
      {error instanceof Refused ? (
        <>
          <p>
            <strong>{named(word(error.reply.message))}</strong> {named(word(error.reply.remedy))}
          </p>
          <ul>
            {error.reply.fields.map((fault) => (
              <li key={fault.field + fault.message.zh}>
                <a href={`#field-${fault.field}`}>{nameOf(fault.field)}</a> {named(word(fault.message))}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{say(error instanceof Unreachable ? 'form.unreachable' : 'form.broken')}</p>
      )}
    </div>
  );
}

function DayField({ kept, today, fault }: { kept: DraftOf; today: string; fault: string | undefined }) {
  const { say } = useLanguage();
  return (
    <div className="field">
      <label htmlFor="field-day">
        {say('record.day')} <span className="quiet">{say('form.required')}</span>
      </label>
      <DayInput
        id="field-day"
        max={today}
        value={kept.draft.day}
        invalid={fault !== undefined}
        required
        describedBy={fault ? 'fault-day' : undefined}
        change={kept.setDay}
      />
      {fault && (
        <p className="fault" id="fault-day">
          {fault}
        </p>
      )}
    </div>
  );
}
