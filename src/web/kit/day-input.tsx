/**
 * A day, always written YYYY-MM-DD whatever the language of the browser: typed as text, or picked from the calendar of
 * the browser by the button beside it. The hidden native input only lends its calendar.
 */
import { useEffect, useRef, useState } from 'react';
import { readDay } from './day.ts';
import { useLanguage } from './language.ts';

interface DayInputProps {
  readonly id: string;
  readonly value: string;
  /** Called with a day, with '' when it was emptied, and on leaving with what was written where that is no day. */
  readonly change: (value: string) => void;
  readonly min?: string;
  readonly max?: string | undefined;
  readonly invalid?: boolean;
  readonly required?: boolean;
  readonly describedBy?: string | undefined;
}

export function DayInput({ id, value, change, min, max, invalid, required, describedBy }: DayInputProps) {
  const { say } = useLanguage();
  const [text, setText] = useState(value);
  const [left, setLeft] = useState(false);
  const native = useRef<HTMLInputElement>(null);
  useEffect(() => setText(value), [value]);
  // Half a day is no fault while it is being written, only when the writer has gone on.
  const isDay = readDay(text) !== undefined;
  const type = (next: string) => {
    setText(next);
    if (next === '' || (readDay(next) !== undefined && next.length >= 8)) change(readDay(next) ?? '');
  };
  return (
    <span className="day-input">
      <input
        id={id}
        className="control"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        placeholder={say('day.form')}
        maxLength={14}
        value={text}
        aria-invalid={invalid || (text !== '' && !isDay && left) || undefined}
        aria-required={required || undefined}
        aria-describedby={describedBy}
        onChange={(event) => type(event.target.value)}
        onFocus={() => setLeft(false)}
        onBlur={() => {
          setLeft(true);
          if (text !== value) change(readDay(text) ?? text);
          setText(readDay(text) ?? text);
        }}
      />
      <button
        type="button"
        className="day-button"
        aria-label={say('day.pick')}
        onClick={() => openCalendar(native.current)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 3.5h12v10H2zM2 6.5h12M5 1.5v3M11 1.5v3" fill="none" stroke="currentColor" strokeWidth="1.4" />
        </svg>
      </button>
      <input
        ref={native}
        type="date"
        className="day-native"
        tabIndex={-1}
        aria-hidden="true"
        min={min}
        max={max}
        value={readDay(text) ?? ''}
        onChange={(event) => event.target.value && change(event.target.value)}
      />
    </span>
  );
}

function openCalendar(input: HTMLInputElement | null): void {
  try {
    input?.showPicker();
  } catch {
    // A browser without a calendar of its own: the day is typed.
  }
}
