/** Two people put the same record right: both versions field by field, one to choose in each; nothing is lost. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { useFieldWords } from '../record/field-text.tsx';
import type { Draft, Seen } from './draft.ts';
import type { Value, Values } from './preset.ts';
import './form.css';

type Found = Reply<'getRecord'>;
type Side = 'mine' | 'theirs';

/** Empty, absent and null are the same to a reader. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  const plain = (value: Value | undefined) =>
    value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value;
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

interface ConflictProps {
  readonly found: Found;
  readonly draft: Draft;
  readonly seen: Seen;
  readonly settle: (settled: Pick<Draft, 'day' | 'fields'>) => void;
  readonly drop: () => void;
}

export function Conflict({ found, draft, seen, settle, drop }: ConflictProps) {
  const { say } = useLanguage();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const rows = rowsOf(found, draft, seen);
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const sideOf = (row: Row): Side => chosen[row.id] ?? (row.byMe ? 'mine' : 'theirs');
  const take = (event: FormEvent) => {
    event.preventDefault();
    const mine = new Set(rows.filter((row) => sideOf(row) === 'mine').map((row) => row.id));
    const theirs = found.fields as Values;
    const fields = Object.fromEntries(
      [...new Set([...Object.keys(theirs), ...Object.keys(draft.fields)])].map((id) => [
        id,
        (mine.has(id) ? draft.fields[id] : theirs[id]) ?? null,
      ]),
    );
    settle({ day: mine.has('day') ? draft.day : found.record.day, fields });
  };
  return (
    <form className="record-form conflict" onSubmit={take}>
      <div className="box wrong">
        <h2 ref={head} tabIndex={-1}>
          {say('conflict.title')}
        </h2>
        <p>{say(rows.length === 0 ? 'conflict.same' : 'conflict.text', { seen: seen.version, now: found.version })}</p>
      </div>
      {rows.map((row) => (
        <ConflictRow
          key={row.id}
          row={row}
          found={found}
          side={sideOf(row)}
          choose={(side) => setChosen((old) => ({ ...old, [row.id]: side }))}
        />
      ))}
      <div className="form-end">
        {rows.length > 0 && (
          <button type="submit" className="button first">
            {say('conflict.take')}
          </button>
        )}
        <button type="button" className="button" onClick={drop}>
          {say('conflict.drop')}
        </button>
      </div>
    </form>
  );
}

interface Row {
  readonly id: string;
  readonly mine: Value;
  readonly theirs: Value;
  readonly byMe: boolean;
  readonly byThem: boolean;
}

/** Where the two differ, and who changed it since the version both began with. */
function rowsOf(found: Found, draft: Draft, seen: Seen): Row[] {
  const theirs = found.fields as Values;
  const all = [
    { id: 'day', mine: draft.day as Value, theirs: found.record.day as Value, was: seen.day as Value },
    ...found.kind.fields.map(({ id }) => ({
      id,
      mine: draft.fields[id] ?? null,
      theirs: theirs[id] ?? null,
      was: seen.fields[id] ?? null,
    })),
  ];
  return all
    .filter((row) => !sameValue(row.mine, row.theirs))
    .map(({ was, ...row }) => ({ ...row, byMe: !sameValue(row.mine, was), byThem: !sameValue(row.theirs, was) }));
}

interface ConflictRowProps {
  readonly row: Row;
  readonly found: Found;
  readonly side: Side;
  readonly choose: (side: Side) => void;
}

function ConflictRow({ row, found, side, choose }: ConflictRowProps) {
  const { say, word } = useLanguage();
  const words = useFieldWords(found.labels);
  const field = found.kind.fields.find((candidate) => candidate.id === row.id);
  const read = (value: Value) => (field ? words(field, value) : String(value ?? '')) || say('conflict.empty');
  const option = (of: Side) => (
    <label className="conflict-side">
      <input type="radio" name={`conflict-${row.id}`} checked={side === of} onChange={() => choose(of)} />
      <span>
        <strong>{say(of === 'mine' ? 'conflict.mine' : 'conflict.theirs')}</strong>
        <span className="conflict-value">{read(row[of])}</span>
      </span>
    </label>
  );
  return (
    <fieldset className="field">
      <legend>
        {field ? word(field.name) : say('record.day')}{' '}
        {row.byMe && row.byThem && <span className="tag warn">{say('conflict.both')}</span>}
      </legend>
      <div className="conflict-sides">
        {option('mine')}
        {option('theirs')}
      </div>
    </fieldset>
  );
}
