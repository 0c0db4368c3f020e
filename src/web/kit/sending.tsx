/** Sending something from a form: once at a time, and what went wrong in words. */
import { type ReactNode, useRef, useState } from 'react';
import { Refused, Unreachable } from './client.ts';
import { useLanguage } from './language.ts';

export interface Sending {
  readonly busy: boolean;
  /** What went wrong, and with which field. */
  readonly fault: { readonly text: string; readonly field: string | undefined } | undefined;
  /** Runs the work unless something is under way; whether it went well. */
  send(work: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

export function useSending(): Sending {
  const { say, word, language } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Sending['fault']>();
  const under = useRef(false);
  const send = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (under.current) return false;
    under.current = true;
    setBusy(true);
    setFault(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof Refused) {
        const { message, remedy, fields } = error.reply;
        setFault({ text: [word(message), word(remedy)].join(language === 'en' ? ' ' : ''), field: fields[0]?.field });
      } else
        setFault({ text: say(error instanceof Unreachable ? 'send.unreachable' : 'send.broken'), field: undefined });
      return false;
    } finally {
      under.current = false;
      setBusy(false);
    }
  };
  return { busy, fault, send, clear: () => setFault(undefined) };
}

export function Fault({ sending, id }: { sending: Sending; id: string }) {
  return (
    <p className="fault" role="alert" id={id}>
      {sending.fault?.text}
    </p>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly type?: 'text' | 'password';
  readonly complete?: string;
  readonly help?: ReactNode;
  readonly focus?: boolean;
  readonly wrong?: boolean;
  readonly numeric?: boolean;
  readonly most?: number;
}

/** A label above an input. */
export function TextField(props: TextFieldProps) {
  const { id, label, value, change, type = 'text', complete = 'off', help, focus, wrong, numeric, most = 400 } = props;
  return (
    <div className="text-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="control"
        type={type}
        value={value}
        autoComplete={complete}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={most}
        inputMode={numeric ? 'numeric' : undefined}
        aria-invalid={wrong || undefined}
        aria-describedby={help ? `${id}-help` : undefined}
        ref={focus ? focusOnce : undefined}
        onChange={(event) => change(event.target.value)}
      />
      {help && (
        <p className="quiet small" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

/** Where a page or a step begins, the first field has the cursor. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus();
