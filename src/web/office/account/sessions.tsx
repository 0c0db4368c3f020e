/** One's own sessions, each of which can be ended. */
import { useQueryClient } from '@tanstack/react-query';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Fault, useSending } from '../../kit/sending.tsx';
import { Answer } from '../../kit/states.tsx';
import { moment } from '../../kit/texts/moment.ts';
import { useReply } from '../../kit/use-reply.ts';

type Row = Reply<'listSessions'>['rows'][number];

export function Sessions() {
  const { say } = useLanguage();
  const query = useReply('listSessions');
  return (
    <section className="part" aria-labelledby="my-sessions">
      <h2 id="my-sessions">{say('session.title')}</h2>
      <p className="quiet">{say('session.lead')}</p>
      <Answer query={query}>{({ rows }) => <List rows={rows} />}</Answer>
    </section>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const end = (work: () => Promise<unknown>) =>
    void sending.send(async () => {
      await work();
      await client.invalidateQueries({ queryKey: ['listSessions'] });
    });
  const columns: Column<Row>[] = [
    {
      id: 'agent',
      head: say('session.agent'),
      main: true,
      cell: (row) => (
        <>
          {browserOf(row.agent)} {row.own && <span className="tag">{say('session.own')}</span>}
        </>
      ),
    },
    { id: 'address', head: say('session.address'), cell: (row) => row.address },
    { id: 'made', head: say('session.made'), cell: (row) => moment(row.made_at, language) },
    { id: 'seen', head: say('session.seen'), cell: (row) => moment(row.seen_at, language) },
    {
      id: 'end',
      head: '',
      cell: (row) =>
        row.own ? null : (
          <button
            type="button"
            className="link-button"
            disabled={sending.busy}
            onClick={() => end(() => call('endSession', { params: { id: row.id } }))}
          >
            {say('session.end')}
          </button>
        ),
    },
  ];
  return (
    <>
      <Rows caption={say('session.title')} columns={columns} rows={rows} rowKey={(row) => row.id} />
      <Fault sending={sending} id="session-fault" />
      {rows.length > 1 && (
        <button
          type="button"
          className="button sessions-end"
          disabled={sending.busy}
          onClick={() => end(() => call('endOtherSessions'))}
        >
          {say('session.endOthers')}
        </button>
      )}
    </>
  );
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/HeadlessChrome|Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What a browser calls itself, in two words. */
function browserOf(agent: string): string {
  const name = browsers.find(([at]) => at.test(agent))?.[1];
  const system = systems.find(([at]) => at.test(agent))?.[1];
  return [name, system].filter(Boolean).join(' · ') || agent.slice(0, 40) || '–';
}
