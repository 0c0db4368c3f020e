/** Bringing a document: a file dropped or chosen, or pasted words; first read, then kept when a person says so. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import type { Reply, UnitRef } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Failure } from '../../kit/states.tsx';
import { UnitSearch } from '../../kit/unit-search.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { ReadingView } from './reading-view.tsx';

interface Chosen {
  readonly name: string;
  readonly bytes: Blob;
}

export function Bring() {
  const { say } = useLanguage();
  const [chosen, setChosen] = useState<Chosen | undefined>();
  const reading = useMutation({
    mutationFn: ({ name, bytes }: Chosen) => call('readFile', { query: { name }, body: bytes }),
  });
  const choose = (next: Chosen): void => {
    setChosen(next);
    reading.mutate(next);
  };
  return (
    <section className="part" aria-labelledby="bring">
      <h2 id="bring">{say('texts.bring')}</h2>
      <Drop choose={choose} />
      <Paste choose={choose} />
      {chosen && (
        <p className="quiet">
          {say('texts.chosen', { name: chosen.name, size: `${Math.ceil(chosen.bytes.size / 1024)} kB` })}
        </p>
      )}
      {reading.isPending && (
        <p className="spin" role="status">
          {say('texts.reading')}
        </p>
      )}
      {reading.error && <Failure error={reading.error} />}
      {chosen && reading.data && !reading.isPending && (
        <>
          <Keep key={`${chosen.name}/${chosen.bytes.size}`} chosen={chosen} />
          {reading.data.documents.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: documents of one file have no other name than their place
            <ReadingView key={index} reading={one} head={one.identity.title ?? say('texts.unnamed')} />
          ))}
        </>
      )}
    </section>
  );
}

function Drop({ choose }: { choose: (next: Chosen) => void }) {
  const { say } = useLanguage();
  const [over, setOver] = useState(false);
  const take = (file: File | undefined): void => {
    if (file) choose({ name: file.name, bytes: file });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <label
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <strong>{say('texts.drop')}</strong>
      <span className="small quiet">{say('texts.kinds')}</span>
      <span className="button">{say('files.chooseOne')}</span>
      <input
        className="unseen"
        type="file"
        accept=".txt,.docx,.pdf"
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </label>
  );
}

function Paste({ choose }: { choose: (next: Chosen) => void }) {
  const { say } = useLanguage();
  const [text, setText] = useState('');
  return (
    <form
      className="paste"
      onSubmit={(event) => {
        event.preventDefault();
        choose({ name: 'pasted.txt', bytes: new Blob([text], { type: 'text/plain' }) });
      }}
    >
      <label htmlFor="paste">{say('texts.paste')}</label>
      <textarea
        id="paste"
        className="control"
        rows={4}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button" disabled={text.trim() === ''}>
        {say('texts.read')}
      </button>
    </form>
  );
}

/** Keeping what was read: whose document it is, and of which regime. */
function Keep({ chosen }: { chosen: Chosen }) {
  const { say, word } = useLanguage();
  const client = useQueryClient();
  const [unit, setUnit] = useState<Pick<UnitRef, 'code' | 'name'> | undefined>();
  const [pack, setPack] = useState('');
  const packs = useReply('listDocuments').data?.rows ?? [];
  const keeping = useMutation({
    mutationFn: () =>
      call('importFile', {
        query: { name: chosen.name, home: unit?.code ?? '', ...(pack === '' ? {} : { pack }) },
        body: chosen.bytes,
      }),
    onSuccess: () => client.invalidateQueries(),
  });
  if (keeping.data) return <Kept result={keeping.data} />;
  return (
    <div className="box">
      <p>{say('texts.notKept')}</p>
      <div className="filters">
        <div className="labelled">
          <label htmlFor="keep-home">{unit ? say('texts.home', { name: unit.name }) : say('texts.homeNone')}</label>
          <UnitSearch id="keep-home" label="" hint={say('search.hint')} onPick={setUnit} />
        </div>
        <label>
          {say('texts.pack')}
          <select className="control" value={pack} onChange={(event) => choosePack(event.target.value)}>
            <option value="">{say('texts.packAuto')}</option>
            {packs.map((row) => (
              <option key={row.id} value={row.id}>
                {word(row.name)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="button first"
          disabled={unit === undefined || keeping.isPending}
          onClick={() => keeping.mutate()}
        >
          {say('texts.keep')}
        </button>
      </div>
      {keeping.error && <Failure error={keeping.error} />}
    </div>
  );

  /** A regime lies on a ground: its unit is the first guess for whose document it is. */
  function choosePack(id: string): void {
    setPack(id);
    const ground = packs.find((row) => row.id === id)?.jurisdiction;
    if (ground && unit === undefined) setUnit(ground);
  }
}

function Kept({ result }: { result: Reply<'importFile'> }) {
  const { say } = useLanguage();
  return (
    <div className="box" role="status">
      {result.documents.map((row) => (
        <p key={row.id}>
          <Link to="/law/texts/$home/$id" params={{ home: row.home, id: row.id }}>
            {say(result.repeated ? 'texts.keptBefore' : 'texts.kept', { name: row.title ?? row.file })}
          </Link>
        </p>
      ))}
    </div>
  );
}
