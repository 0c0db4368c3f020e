/** Why a record goes back, and, field by field where wanted, what is to be mended. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { KindShape } from '#contract';
import { useLanguage } from '../../kit/language.ts';

interface ReturnFormProps {
  readonly kind: KindShape;
  readonly busy: boolean;
  readonly close: () => void;
  readonly send: (reason: string, mend: Record<string, string>) => void;
}

export function ReturnForm({ kind, busy, close, send }: ReturnFormProps) {
  const { say, word } = useLanguage();
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [mend, setMend] = useState<readonly { key: number; field: string; text: string }[]>([]);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const fields = [{ id: 'day', name: { zh: say('record.day'), en: say('record.day') } }, ...kind.fields];
  const change = (key: number, part: { field?: string; text?: string }) =>
    setMend((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return setMissing(true);
    const named = mend.filter(({ field, text }) => field !== '' && text.trim() !== '');
    send(reason.trim(), Object.fromEntries(named.map(({ field, text }) => [field, text.trim()])));
  };
  return (
    <form className="box return-form" onSubmit={submit} noValidate>
      <label htmlFor="return-reason">{say('review.reason')}</label>
      <textarea
        id="return-reason"
        ref={first}
        rows={2}
        value={reason}
        aria-invalid={isMissing || undefined}
        aria-describedby="return-fault"
        onChange={(event) => setReason(event.target.value)}
      />
      <p className="fault" role="alert" id="return-fault">
        {isMissing && reason.trim() === '' ? say('review.reasonNeeded') : ''}
      </p>
      {mend.map(({ key, field, text }) => (
        <div className="mend-row" key={key}>
          <select
            aria-label={say('review.mendField')}
            value={field}
            onChange={(event) => change(key, { field: event.target.value })}
          >
            <option value="">{say('review.whole')}</option>
            {fields.map(({ id, name }) => (
              <option key={id} value={id}>
                {word(name)}
              </option>
            ))}
          </select>
          <input
            aria-label={say('review.mendText')}
            placeholder={say('review.mendText')}
            value={text}
            maxLength={300}
            onChange={(event) => change(key, { text: event.target.value })}
          />
          <button
            type="button"
            className="link-button"
            onClick={() => setMend((old) => old.filter((one) => one.key !== key))}
          >
            {say('review.mendDrop')}
          </button>
        </div>
      ))}
      <p>
        <button
          type="button"
          className="link-button"
          onClick={() => setMend((old) => [...old, { key: (old.at(-1)?.key ?? 0) + 1, field: '', text: '' }])}
        >
          {say('review.mendAdd')}
        </button>
      </p>
      <p className="pager">
        <button type="submit" className="button first" disabled={busy}>
          {say('review.doReturn')}
        </button>
        <button type="button" className="button" onClick={close}>
          {say('review.cancel')}
        </button>
      </p>
    </form>
  );
}
