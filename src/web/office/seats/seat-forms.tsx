/** The three things that are done about a seat: somebody takes it, leaves it, or stands in. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Reply, Sent } from '#contract';
import { call } from '../../kit/client.ts';
import { DayInput } from '../../kit/day-input.tsx';
import { useLanguage } from '../../kit/language.ts';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { newId } from '../record-form/draft.ts';
import '../record-form/form.css';
import { type Chosen, PersonPick } from './person-pick.tsx';

type Post = Reply<'listPosts'>['bodies'][number]['seats'][number];
export type Doing =
  | { readonly what: 'appoint' | 'deputy'; readonly seat: Post }
  | { readonly what: 'end'; readonly seat: Post; readonly tenure: Post['now'][number] };

interface FormProps {
  readonly code: string;
  readonly reasons: Reply<'listPosts'>['end_reasons'];
  readonly today: string;
  readonly close: () => void;
}

export function SeatForm({ doing, ...props }: FormProps & { doing: Doing }) {
  if (doing.what === 'end') return <EndForm {...props} tenure={doing.tenure} />;
  return doing.what === 'appoint' ? (
    <AppointForm {...props} seat={doing.seat} />
  ) : (
    <DeputyForm {...props} seat={doing.seat} />
  );
}

/** Sends one act on a record of the unit's home; ids are made once, so that pressing twice does it once. */
export function useAct(code: string, close: () => void, given?: string) {
  const sending = useSending();
  const client = useQueryClient();
  const [ids] = useState(() => ({ act: newId(), record: given ?? newId() }));
  const perform = async (body: Omit<Sent<'performAct'>, 'id'>): Promise<void> => {
    const county = code.length > 6 ? code.slice(0, 6) : code;
    const isDone = await sending.send(() =>
      call('performAct', { params: { county, id: ids.record }, body: { id: ids.act, ...body } }),
    );
    if (!isDone) return;
    await client.invalidateQueries();
    close();
  };
  return { sending, perform };
}

interface FrameProps {
  readonly title: string;
  readonly about: string;
  readonly button: string;
  readonly act: ReturnType<typeof useAct>;
  readonly wrong: string | undefined;
  readonly submit: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
}

export function FormFrame({ title, about, button, act, wrong, submit, close, children }: FrameProps) {
  const { say } = useLanguage();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="record-form box" aria-label={title} noValidate onSubmit={send}>
      <h3>{title}</h3>
      {children}
      <p className="quiet small">{about}</p>
      {wrong && (
        <p className="fault" role="alert">
          {wrong}
        </p>
      )}
      <Fault sending={act.sending} id="seat-fault" />
      <div className="form-end">
        <button type="submit" className="button first" disabled={act.sending.busy}>
          {act.sending.busy ? say('form.sending') : button}
        </button>
        <button type="button" className="button" onClick={close}>
          {say('seats.cancel')}
        </button>
      </div>
    </form>
  );
}

function AppointForm({ code, today, close, seat }: FormProps & { seat: Post }) {
  const { say, word } = useLanguage();
  const act = useAct(code, close);
  const [chosen, setChosen] = useState<Chosen>();
  const [from, setFrom] = useState(today);
  const [acting, setActing] = useState(false);
  const [document, setDocument] = useState('');
  const [wrong, setWrong] = useState<string>();
  const submit = () => {
    if (!chosen) return setWrong(say('appoint.needName'));
    if (from === '') return setWrong(say('appoint.needDay'));
    setWrong(undefined);
    const written = document.trim() === '' ? {} : { document: document.trim() };
    const fields = { seat: [`${code}:${seat.id}`], ...chosen, from, acting, ...written };
    void act.perform({ verb: 'create', kind: 'appointment', unit: code, day: today, fields });
  };
  return (
    <FormFrame
      {...{ act, wrong, submit, close, title: say('appoint.title', { seat: word(seat.name) }) }}
      {...{ about: say('appoint.moves'), button: say('appoint.do') }}
    >
      <PersonPick code={code} id="appoint-name" change={setChosen} />
      <DayField id="appoint-from" label={say('appoint.from')} value={from} change={setFrom} />
      <label>
        <input type="checkbox" checked={acting} onChange={(event) => setActing(event.target.checked)} />{' '}
        {say('appoint.acting')}
      </label>
      <TextField
        id="appoint-document"
        label={say('appoint.document')}
        value={document}
        change={setDocument}
        most={80}
      />
    </FormFrame>
  );
}

function EndForm({ code, today, close, tenure, reasons }: FormProps & { tenure: Post['now'][number] }) {
  const { say, word } = useLanguage();
  const act = useAct(code, close, tenure.id);
  const [until, setUntil] = useState(today);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const submit = () => {
    if (until === '') return setWrong(say('appoint.needDay'));
    setWrong(undefined);
    void act.perform({
      verb: 'end',
      version: tenure.version ?? 0,
      fields: { until, end_reason: reason || (reasons[0]?.id ?? '') },
    });
  };
  return (
    <FormFrame
      {...{ act, wrong, submit, close, title: say('end.title', { name: tenure.name }) }}
      {...{ about: say('end.after'), button: say('end.do') }}
    >
      <DayField id="end-until" label={say('end.until')} value={until} change={setUntil} />
      <div className="field">
        <label htmlFor="end-reason">{say('end.reason')}</label>
        <select
          id="end-reason"
          className="control"
          value={reason || reasons[0]?.id}
          onChange={(event) => setReason(event.target.value)}
        >
          {reasons.map((one) => (
            <option key={one.id} value={one.id}>
              {word(one.name)}
            </option>
          ))}
        </select>
      </div>
    </FormFrame>
  );
}

function DeputyForm({ code, today, close, seat }: FormProps & { seat: Post }) {
  const { say, word } = useLanguage();
  const act = useAct(code, close);
  const [chosen, setChosen] = useState<Chosen>();
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState('');
  const [cause, setCause] = useState('');
  const [wrong, setWrong] = useState<string>();
  const submit = () => {
    if (!chosen) return setWrong(say('appoint.needName'));
    if (from === '' || until === '') return setWrong(say('appoint.needDay'));
    setWrong(undefined);
    const why = cause.trim() === '' ? {} : { cause: cause.trim() };
    const fields = { seat: [`${code}:${seat.id}`], ...chosen, from, until, ...why };
    void act.perform({ verb: 'create', kind: 'deputy', unit: code, day: today, fields });
  };
  return (
    <FormFrame
      {...{ act, wrong, submit, close, title: say('deputy.title', { seat: word(seat.name) }) }}
      {...{ about: say('deputy.about'), button: say('deputy.do') }}
    >
      <PersonPick code={code} id="deputy-name" change={setChosen} />
      <DayField id="deputy-from" label={say('deputy.from')} value={from} change={setFrom} />
      <DayField id="deputy-until" label={say('deputy.until')} value={until} change={setUntil} />
      <TextField id="deputy-cause" label={say('deputy.cause')} value={cause} change={setCause} most={200} />
    </FormFrame>
  );
}

interface DayFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly change: (day: string) => void;
  readonly optional?: boolean;
}
export function DayField({ id, label, value, change, optional }: DayFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <DayInput id={id} required={!optional} value={value} change={change} />
    </div>
  );
}
