/** The control of a field for files: drop or choose, progress and fault of each, what is attached, taking out. */
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Refused, Unreachable } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { bytesText, endingsOf, nameOf } from './names.ts';
import { largest, type Sending, upload } from './upload.ts';
import './attached.css';

export interface FilesFieldProps {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly unit: string;
  readonly kind: string;
  readonly accepts: readonly string[];
  readonly max: number;
  readonly entries: readonly string[];
  readonly change: (entries: readonly string[]) => void;
  /** How many are on their way. */
  readonly busy?: (count: number) => void;
}

interface Underway {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  readonly share: number;
  readonly fault: string | undefined;
}

let nextKey = 1;

export function FilesField(props: FilesFieldProps) {
  const { say } = useLanguage();
  const { entries, max } = props;
  const { underway, send, dismiss } = useUploads(props);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    send([...event.dataTransfer.files]);
  };
  return (
    <div className="attach">
      {(entries.length > 0 || underway.length > 0) && (
        <ul className="attached">
          {entries.map((entry) => (
            <li key={entry}>
              <span className="attached-name">{nameOf(entry)}</span>
              <button
                type="button"
                className="link-button"
                aria-label={say('files.removeOne', { name: nameOf(entry) })}
                onClick={() => props.change(entries.filter((one) => one !== entry))}
              >
                {say('files.remove')}
              </button>
            </li>
          ))}
          {underway.map((one) => (
            <UnderwayRow key={one.key} one={one} dismiss={() => dismiss(one.key)} />
          ))}
        </ul>
      )}
      {entries.length < max && (
        <label
          className={over ? 'attach-drop over' : 'attach-drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <span>
            <span className="button">{say('files.choose')}</span> <span className="quiet">{say('files.drop')}</span>
          </span>
          <span className="small quiet">
            {say('files.kinds', { endings: endingsOf(props.accepts).join(' '), max, size: bytesText(largest) })}
          </span>
          <input
            id={props.id}
            className="unseen"
            type="file"
            multiple
            accept={endingsOf(props.accepts).join(',')}
            aria-describedby={props.describedBy}
            onChange={(event) => {
              send([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
      )}
      {props.accepts.includes('image') && <p className="small quiet">{say('files.photos')}</p>}
    </div>
  );
}

function UnderwayRow({ one, dismiss }: { one: Underway; dismiss: () => void }) {
  const { say } = useLanguage();
  const percent = Math.round(one.share * 100);
  return (
    <li>
      <span className="attached-name">
        {one.name} <span className="quiet small nowrap">{bytesText(one.bytes)}</span>
        {one.fault === undefined ? (
          <progress max={100} value={percent} aria-label={say('files.sending', { name: one.name })} />
        ) : (
          <span className="fault" role="alert">
            {one.fault}
          </span>
        )}
      </span>
      <button
        type="button"
        className="link-button"
        aria-label={say(one.fault === undefined ? 'files.stopOne' : 'files.removeOne', { name: one.name })}
        onClick={dismiss}
      >
        {say(one.fault === undefined ? 'files.stop' : 'files.remove')}
      </button>
    </li>
  );
}

function useUploads({ unit, kind, max, entries, change, busy }: FilesFieldProps) {
  const { say, word } = useLanguage();
  const [underway, setUnderway] = useState<readonly Underway[]>([]);
  const sendings = useRef(new Map<number, Sending>());
  // What is attached when an answer comes may be more than when it was asked for.
  const now = useRef(entries);
  now.current = entries;
  const count = underway.filter((one) => one.fault === undefined).length;
  useEffect(() => busy?.(count), [busy, count]);
  useEffect(() => {
    const open = sendings.current;
    return () => {
      for (const sending of open.values()) sending.stop();
    };
  }, []);
  const set = (key: number, part: Partial<Underway>): void =>
    setUnderway((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const dismiss = (key: number): void => {
    sendings.current.get(key)?.stop();
    sendings.current.delete(key);
    setUnderway((old) => old.filter((one) => one.key !== key));
  };
  const faultOf = (error: unknown): string => {
    if (error instanceof Refused) return `${word(error.reply.message)} ${word(error.reply.remedy)}`;
    return say(error instanceof Unreachable ? 'files.unreachable' : 'form.broken');
  };
  const sendOne = async (file: File): Promise<void> => {
    nextKey += 1;
    const key = nextKey;
    const fault =
      file.size > largest
        ? say('files.tooLarge', { size: bytesText(largest) })
        : now.current.length + sendings.current.size >= max
          ? say('files.tooMany', { max })
          : undefined;
    setUnderway((old) => [...old, { key, name: file.name, bytes: file.size, share: 0, fault }]);
    if (fault !== undefined) return;
    const sending = upload({ unit, kind }, file, (share) => set(key, { share }));
    sendings.current.set(key, sending);
    try {
      const { entry, digest } = await sending.done;
      if (!sendings.current.has(key)) return;
      const others = now.current.filter((one) => !one.startsWith(digest));
      now.current = [...others, entry];
      change(now.current);
      setUnderway((old) => old.filter((one) => one.key !== key));
    } catch (error) {
      set(key, { fault: faultOf(error) });
    } finally {
      sendings.current.delete(key);
    }
  };
  const send = (files: readonly File[]): void => {
    for (const file of files) void sendOne(file);
  };
  return { underway, send, dismiss };
}
