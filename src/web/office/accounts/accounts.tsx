/** The accounts of everybody, for the security administrator. */
import { useState } from 'react';
import type { Reply } from '#contract';
import { Filters } from '../../kit/filters.tsx';
import { useLanguage } from '../../kit/language.ts';
import '../../kit/texts/admin.ts';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { Pager } from '../../kit/pager.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import '../sign-in/sign-in.css';
import './accounts.css';
import { Change } from './change.tsx';
import { Create } from './create.tsx';

export type AccountRow = Reply<'listAccounts'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const { search } = usePlace();
  const [creating, setCreating] = useState(false);
  useTitle(say('accounts.title'));
  const { q, after } = search as { q?: string; after?: string };
  const query = useReply('listAccounts', { query: { q, after } }, { keep: true });
  return (
    <>
      <PageHead title={say('accounts.title')} lead={say('accounts.lead')} />
      {!query.error && (
        <>
          <p>
            <button
              type="button"
              className="button first"
              aria-expanded={creating}
              onClick={() => setCreating(!creating)}
            >
              {say('accounts.create')}
            </button>
          </p>
          {creating && <Create close={() => setCreating(false)} />}
          <Filters filters={[{ key: 'q', label: say('accounts.find'), kind: 'text' }]} />
        </>
      )}
      <Answer query={query}>
        {({ rows, next }) =>
          rows.length === 0 ? <Empty>{say('accounts.none')}</Empty> : <List rows={rows} next={next} />
        }
      </Answer>
    </>
  );
}

function List({ rows, next }: { rows: readonly AccountRow[]; next: string | null }) {
  const { say, word } = useLanguage();
  const [open, setOpen] = useState<string>();
  const columns: Column<AccountRow>[] = [
    {
      id: 'name',
      head: say('account.name'),
      main: true,
      cell: (row) => (
        <>
          {row.name} {row.sample && <span className="tag sample">{say('sample.mark')}</span>}
        </>
      ),
    },
    { id: 'user', head: say('signIn.userName'), cell: (row) => row.user_name },
    {
      id: 'seats',
      head: say('account.seats'),
      cell: (row) =>
        row.admin
          ? say(`admin.${row.admin}`)
          : row.seats.map((seat) => `${seat.unit_name} ${word(seat.name)}`).join(say('list.comma')) || '–',
    },
    {
      id: 'state',
      head: say('accounts.state'),
      cell: (row) => <State row={row} />,
    },
    {
      id: 'do',
      head: '',
      cell: (row) => (
        <button
          type="button"
          className="link-button"
          aria-expanded={open === row.id}
          aria-label={say('accounts.changeOf', { name: row.name })}
          onClick={() => setOpen(open === row.id ? undefined : row.id)}
        >
          {say('accounts.change')}
        </button>
      ),
    },
  ];
  const chosen = rows.find((row) => row.id === open);
  return (
    <>
      {chosen && <Change key={chosen.id} row={chosen} close={() => setOpen(undefined)} />}
      <Rows caption={say('accounts.title')} columns={columns} rows={rows} rowKey={(row) => row.id} />
      <Pager next={next} />
    </>
  );
}

function State({ row }: { row: AccountRow }) {
  const { say } = useLanguage();
  if (row.disabled) return <span className="tag warn">{say('accounts.disabled')}</span>;
  if (!row.has_password && !row.sample) return <span className="tag">{say('accounts.waiting')}</span>;
  return row.second_factor ? say('accounts.withFactor') : say('accounts.open');
}
