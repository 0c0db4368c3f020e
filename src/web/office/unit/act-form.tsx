/** Merging, splitting, renaming or transferring a unit: written, read once more in plain words, then sent. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Reply, UnitRef } from '#contract';
import { call, Refused, Unreachable } from '../../kit/client.ts';
import { DayInput } from '../../kit/day-input.tsx';
import { useLanguage } from '../../kit/language.ts';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import '../record-form/form.css';
import { emptyAct, fromOf, missingIn, sentOf, targetsFor, toOf, unitVerbs, type Written } from './act.ts';
import { Merged, Named } from './act-targets.tsx';

export function ActForm({ unit }: { unit: UnitRef }) {
  const today = useReply('getStatus').data?.today;
  return today ? <Entry unit={unit} today={today} /> : null;
}

function Entry({ unit, today }: { unit: UnitRef; today: string }) {
  const { say } = useLanguage();
  const [written, setWritten] = useState(() => emptyAct(unit, today));
  const [step, setStep] = useState<'write' | 'check'>('write');
  const [fault, setFault] = useState<string>();
  const [done, setDone] = useState<Reply<'performUnitAct'>>();
  if (done) return <Done units={done.units} />;
  const look = (event: FormEvent) => {
    event.preventDefault();
    const missing = missingIn(unit, written);
    setFault(missing && say(`unitAct.missing.${missing}`, { n: unit.code.length }));
    if (!missing) setStep('check');
  };
  if (step === 'check') return <Check unit={unit} written={written} back={() => setStep('write')} done={setDone} />;
  const change = (part: Partial<Written>) => setWritten((old) => ({ ...old, ...part }));
  return (
    <form className="record-form" aria-label={say('unitAct.title')} noValidate onSubmit={look}>
      <fieldset className="field">
        <legend>{say('unitAct.verb')}</legend>
        <div className="chips">
          {unitVerbs.map((verb) => (
            <label key={verb}>
              <input
                type="radio"
                name="unit-verb"
                checked={written.verb === verb}
                onChange={() => change({ verb, targets: targetsFor(verb, unit), keeps: unit.code })}
              />{' '}
              {say(`unitVerb.${verb}`)}
            </label>
          ))}
        </div>
        <p className="quiet small">{say(`unitAct.about.${written.verb}`)}</p>
      </fieldset>
      <div className="field">
        <label htmlFor="unit-act-day">{say('unitAct.firstDay')}</label>
        <DayInput id="unit-act-day" required value={written.day} change={(day) => change({ day })} />
      </div>
      {written.verb === 'merge' && <Merged unit={unit} written={written} change={change} />}
      <Named unit={unit} written={written} change={change} />
      <div className="field">
        <label htmlFor="unit-act-note">{say('unitAct.note')}</label>
        <input
          id="unit-act-note"
          className="control whole-line"
          maxLength={500}
          value={written.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </div>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" className="button first">
        {say('unitAct.check')}
      </button>
    </form>
  );
}

interface CheckProps {
  readonly unit: UnitRef;
  readonly written: Written;
  readonly back: () => void;
  readonly done: (reply: Reply<'performUnitAct'>) => void;
}

/** The act in plain words, and what it means; only here it is sent. */
function Check({ unit, written, back, done }: CheckProps) {
  const { say, word } = useLanguage();
  const client = useQueryClient();
  const [id] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const named = (rows: readonly { code: string; name: string }[]) =>
    rows.map(({ code, name }) => say('unitAct.named', { name, code })).join(say('list.comma'));
  const values = { day: written.day, from: named(fromOf(unit, written)), to: named(toOf(unit, written)) };
  const send = async () => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const reply = await call('performUnitAct', { body: sentOf(id, unit, written) });
      done(reply);
      void client.invalidateQueries();
    } catch (cause) {
      if (cause instanceof Refused) setError(`${word(cause.reply.message)} ${word(cause.reply.remedy)}`);
      else setError(say(cause instanceof Unreachable ? 'unitAct.unreachable' : 'broken.text'));
      setBusy(false);
    }
  };
  return (
    <div className="box" aria-busy={busy}>
      <h3 ref={head} tabIndex={-1}>
        {say('unitAct.summary')}
      </h3>
      <p>
        <strong>{say(`unitAct.words.${written.verb}`, values)}</strong>
      </p>
      <p>{say('unitAct.meaning', { day: written.day })}</p>
      {error && (
        <p className="fault" role="alert">
          {error}
        </p>
      )}
      <div className="form-end">
        <button type="button" className="button first" disabled={busy} onClick={() => void send()}>
          {say(busy ? 'form.sending' : 'unitAct.send')}
        </button>
        <button type="button" className="button" onClick={back}>
          {say('unitAct.back')}
        </button>
      </div>
    </div>
  );
}

function Done({ units }: { units: readonly UnitRef[] }) {
  const { say } = useLanguage();
  return (
    <div className="box" role="status">
      <h3>{say('unitAct.done')}</h3>
      <ul className="chips">
        {units.map((unit) => (
          <li key={unit.code}>
            <Link to="/u/$code/unit" params={{ code: unit.code }}>
              {say('unitAct.named', { name: unit.name, code: unit.code })}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
