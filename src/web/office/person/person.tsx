/** A person with every tenure, and the seats in which he stood in. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { DayText } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { UnitLink } from '../../kit/links.tsx';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { ContactPart } from './contact.tsx';

type Person = Reply<'getPerson'>;
type Row = Person['tenures'][number];

export function Screen() {
  const { params } = usePlace();
  const query = useReply('getPerson', { params: { county: params.county ?? '', id: params.id ?? '' } });
  return <Answer query={query}>{(person) => <Page person={person} />}</Answer>;
}

function Page({ person }: { person: Person }) {
  const { say } = useLanguage();
  useTitle(person.name);
  return (
    <>
      <PageHead
        title={
          <>
            {person.name} {person.sample && <span className="tag sample">{say('sample.mark')}</span>}
          </>
        }
      />
      <section className="part">
        <div className="part-head">
          <h2>{say('person.tenures')}</h2>
        </div>
        {person.tenures.length === 0 ? (
          <Empty>{say('person.none')}</Empty>
        ) : (
          <List rows={person.tenures} caption={say('person.tenures')} />
        )}
      </section>
      {person.deputies.length > 0 && (
        <section className="part">
          <div className="part-head">
            <h2>{say('person.deputies')}</h2>
          </div>
          <List rows={person.deputies.map((row) => ({ ...row, acting: false }))} caption={say('person.deputies')} />
        </section>
      )}
      {person.contact && <ContactPart person={person} contact={person.contact} />}
      {person.can.rename && <Rename person={person} />}
    </>
  );
}

function List({ rows, caption }: { rows: readonly Row[]; caption: string }) {
  const { say, word } = useLanguage();
  const columns: Column<Row>[] = [
    {
      id: 'seat',
      head: say('figure.seat'),
      main: true,
      cell: ({ seat }) => (
        <Link to="/u/$code/s/$seat" params={{ code: seat.unit.code, seat: seat.seat }}>
          {word(seat.name)}
        </Link>
      ),
    },
    { id: 'unit', head: say('figure.unit'), cell: ({ seat }) => <UnitLink unit={seat.unit} /> },
    { id: 'from', head: say('seat.from'), cell: ({ from }) => <DayText day={from} /> },
    { id: 'to', head: say('handover.ended'), cell: ({ to }) => <DayText day={to} /> },
    { id: 'acting', head: say('posts.acting'), cell: ({ acting }) => (acting ? '✓' : null) },
  ];
  return <Rows caption={caption} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}

function Rename({ person }: { person: Person }) {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [name, setName] = useState(person.name);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { name: name.trim() };
    const isDone = await sending.send(() =>
      call('renamePerson', { params: { county: person.county, id: person.id }, body }),
    );
    if (isDone) await client.invalidateQueries();
  };
  return (
    <details className="fold no-print">
      <summary>{say('person.rename')}</summary>
      <form onSubmit={(event) => void submit(event)}>
        <TextField
          id="person-name"
          label={say('person.name')}
          value={name}
          change={setName}
          help={say('person.kept')}
          most={60}
        />
        <Fault sending={sending} id="person-fault" />
        <button
          type="submit"
          className="button"
          disabled={sending.busy || name.trim() === '' || name.trim() === person.name}
        >
          {say('person.renameDo')}
        </button>
      </form>
    </details>
  );
}
