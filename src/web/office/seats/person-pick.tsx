/** Choosing a person: somebody registered in the county, or somebody entered now under a new id. */
import { useState } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import '../record-form/form.css';
import './posts.css';

export interface Chosen {
  readonly person: string;
  readonly name: string;
}
type Found = Reply<'searchPeople'>['rows'][number];

interface PersonPickProps {
  readonly code: string;
  readonly id: string;
  readonly change: (chosen: Chosen | undefined) => void;
}

export function PersonPick({ code, id, change }: PersonPickProps) {
  const { say } = useLanguage();
  const [name, setName] = useState('');
  const [fresh] = useState(newId);
  const [picked, setPicked] = useState('');
  const q = name.trim();
  const found = useReply(
    'searchPeople',
    { params: { code }, query: { q, limit: 8 } },
    { enabled: q !== '', keep: true },
  );
  const choose = (person: string, as: string): void => {
    setPicked(person);
    change(as === '' ? undefined : { person, name: as });
  };
  const write = (text: string): void => {
    setName(text);
    choose(fresh, text.trim());
  };
  return (
    <fieldset className="field">
      <legend>{say('appoint.person')}</legend>
      <label htmlFor={id}>{say('appoint.find')}</label>
      <input
        id={id}
        className="control whole-line"
        maxLength={60}
        autoComplete="off"
        value={name}
        onChange={(event) => write(event.target.value)}
      />
      {q !== '' && (
        <div className="person-choice">
          <label>
            <input type="radio" name={`${id}-choice`} checked={picked === fresh} onChange={() => choose(fresh, q)} />{' '}
            {say('appoint.new', { name: q })}
          </label>
          {(found.data?.rows ?? []).map((row) => (
            <label key={row.id}>
              <input
                type="radio"
                name={`${id}-choice`}
                checked={picked === row.id}
                onChange={() => choose(row.id, row.name)}
              />{' '}
              {row.name} <SeatWords row={row} />
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

function SeatWords({ row }: { row: Found }) {
  const { word, say } = useLanguage();
  const words = row.seats.map((seat) => `${seat.unit.name} ${word(seat.name)}`).join(say('list.comma'));
  return <span className="quiet small">{words}</span>;
}
