/** The files of a record: pictures shown, texts to be read, everything to be saved; more can be added at once. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Reply } from '#contract';
import { addressOf, call, Refused, Unreachable } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import { FilesField } from './files-field.tsx';
import { bytesText } from './names.ts';
import './attached.css';

type Found = Reply<'getRecord'>;
type Row = Reply<'listFiles'>['rows'][number];

export function RecordFiles({ found }: { found: Found }) {
  const { say } = useLanguage();
  const { county, id } = found.record;
  const query = useReply('listFiles', { params: { county, id } });
  return (
    <section className="part" aria-labelledby="files">
      <h2 id="files">{say('files.title')}</h2>
      <Answer query={query}>{({ rows }) => <Listed found={found} rows={rows} />}</Answer>
    </section>
  );
}

function Listed({ found, rows }: { found: Found; rows: readonly Row[] }) {
  const { say } = useLanguage();
  const held = rows.filter((row) => row.held);
  const earlier = rows.filter((row) => !row.held);
  return (
    <>
      {held.length === 0 && <Empty>{say('files.none')}</Empty>}
      <ul className="files">
        {held.map((row) => (
          <FileRow key={row.digest} found={found} row={row} />
        ))}
      </ul>
      {earlier.length > 0 && (
        <details className="fold">
          <summary>{say('files.earlier', { n: earlier.length })}</summary>
          <ul className="files">
            {earlier.map((row) => (
              <FileRow key={row.digest} found={found} row={row} />
            ))}
          </ul>
        </details>
      )}
      {found.can.some((act) => act.verb === 'amend' && act.closed === null) && <Adding found={found} />}
    </>
  );
}

function FileRow({ found, row }: { found: Found; row: Row }) {
  const { say } = useLanguage();
  const { county, id } = found.record;
  const [open, setOpen] = useState(false);
  const address = addressOf('getFile', { params: { county, id, digest: row.digest } });
  const isText = row.family === 'word' || row.family === 'pdf' || row.family === 'text';
  return (
    <li className="file">
      <div className="file-line">
        <a href={address} download={row.name} className="attached-name">
          {row.name}
        </a>
        <span className="quiet small nowrap">{bytesText(row.bytes)}</span>
        {isText && (
          <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {say(open ? 'files.fold' : 'files.read')}
          </button>
        )}
      </div>
      {row.family === 'image' && (
        <a href={address} target="_blank" rel="noreferrer" className="file-picture">
          <img
            src={address}
            alt={row.name}
            loading="lazy"
            {...(row.width !== null && row.height !== null ? { width: row.width, height: row.height } : {})}
          />
        </a>
      )}
      {open && <FileText found={found} digest={row.digest} name={row.name} />}
    </li>
  );
}

function FileText({ found, digest, name }: { found: Found; digest: string; name: string }) {
  const { say } = useLanguage();
  const { county, id } = found.record;
  const query = useReply('getFileText', { params: { county, id, digest } });
  return (
    <Answer query={query}>
      {({ text, cut }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by keyboard too
        <section className="file-text" aria-label={name} tabIndex={0}>
          <pre>{text}</pre>
          {cut && <p className="small quiet">{say('files.cut')}</p>}
        </section>
      )}
    </Answer>
  );
}

/** Adding files to a record is an amendment of it: one act, with the version that was seen. */
function Adding({ found }: { found: Found }) {
  const { say, word } = useLanguage();
  const client = useQueryClient();
  const field = found.kind.fields.find((one) => one.kind === 'files');
  const [added, setAdded] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(0);
  const [fault, setFault] = useState('');
  const sending = useRef(false);
  const act = useRef(newId());
  if (!field) return null;
  const value = found.fields[field.id];
  const held = Array.isArray(value) ? (value as string[]) : [];
  const left = (field.max ?? 9) - held.length;
  if (left <= 0) return null;
  const send = async (): Promise<void> => {
    if (sending.current) return;
    sending.current = true;
    setFault('');
    const known = new Set(held.map((entry) => entry.slice(0, 64)));
    const files = [...held, ...added.filter((entry) => !known.has(entry.slice(0, 64)))];
    try {
      await call('performAct', {
        params: { county: found.record.county, id: found.record.id },
        body: { id: act.current, verb: 'amend', version: found.version, fields: { [field.id]: files } },
      });
      act.current = newId();
      setAdded([]);
      await client.invalidateQueries();
    } catch (error) {
      if (error instanceof Refused) {
        act.current = newId();
        setFault(`${word(error.reply.message)} ${word(error.reply.remedy)}`);
        if (error.reply.code === 'version_conflict') await client.invalidateQueries({ queryKey: ['getRecord'] });
      } else setFault(say(error instanceof Unreachable ? 'form.unreachable' : 'form.broken'));
    } finally {
      sending.current = false;
    }
  };
  return (
    <details className="fold no-print">
      <summary>{say('files.add')}</summary>
      <FilesField
        id="add-files"
        describedBy={undefined}
        unit={found.record.unit.code}
        kind={found.record.kind}
        accepts={field.accepts}
        max={left}
        entries={added}
        change={setAdded}
        busy={setBusy}
      />
      {fault !== '' && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {added.length > 0 && (
        <button type="button" className="button first" disabled={busy > 0} onClick={() => void send()}>
          {say('files.attach', { n: added.length })}
        </button>
      )}
    </details>
  );
}
