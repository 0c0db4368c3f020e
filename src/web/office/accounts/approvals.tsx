/** What takes two persons: asked by one administrator, decided by another. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { addressOf, call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import '../../kit/texts/admin.ts';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { useMe } from '../../kit/session/session.ts';
import { Answer, Empty } from '../../kit/states.tsx';
import { moment } from '../../kit/texts/moment.ts';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import '../sign-in/sign-in.css';
import './accounts.css';

type Row = Reply<'listApprovals'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const me = useMe();
  const query = useReply('listApprovals');
  useTitle(say('approvals.title'));
  return (
    <>
      <PageHead title={say('approvals.title')} lead={say('approvals.lead')} />
      {me?.admin === 'security' && <AskExport />}
      <Answer query={query}>
        {({ rows }) => (rows.length === 0 ? <Empty>{say('approvals.none')}</Empty> : <List rows={rows} />)}
      </Answer>
    </>
  );
}

function AskExport() {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sending.send(async () => {
      await call('askApproval', { body: { id: newId(), kind: 'export-accounts', reason } });
      setReason('');
      await client.invalidateQueries({ queryKey: ['listApprovals'] });
    });
  };
  return (
    <form className="account-form" onSubmit={submit} noValidate aria-label={say('approvals.askExport')}>
      <TextField
        id="export-reason"
        label={say('approvals.exportReason')}
        value={reason}
        change={setReason}
        help={say('approvals.exportHelp')}
        most={300}
      />
      <Fault sending={sending} id="export-fault" />
      <button type="submit" className="button" disabled={sending.busy}>
        {say('approvals.askExport')}
      </button>
    </form>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const decide = (id: string, verdict: 'approved' | 'refused') =>
    void sending.send(async () => {
      await call('decideApproval', { params: { id }, body: { verdict } });
      await client.invalidateQueries();
    });
  const columns: Column<Row>[] = [
    {
      id: 'what',
      head: say('approvals.what'),
      main: true,
      cell: (row) => (
        <>
          {say(`approvals.kind.${row.kind}`, {
            name: row.account?.name ?? '',
            role: row.role ? say(`admin.${row.role}`) : '',
          })}
          <span className="quiet small"> {row.reason}</span>
        </>
      ),
    },
    { id: 'by', head: say('approvals.by'), cell: (row) => row.asked_by },
    { id: 'at', head: say('approvals.at'), cell: (row) => moment(row.asked_at, language) },
    {
      id: 'state',
      head: say('accounts.state'),
      cell: (row) => (
        <>
          <span className={row.state === 'open' ? 'tag warn' : 'tag'}>{say(`approvals.state.${row.state}`)}</span>
          {row.decided_by && <span className="quiet small"> {row.decided_by}</span>}
        </>
      ),
    },
    {
      id: 'do',
      head: '',
      cell: (row) =>
        row.can.length === 0 ? null : (
          <span className="chips">
            {row.can.includes('approve') && (
              <button
                type="button"
                className="button first"
                disabled={sending.busy}
                onClick={() => decide(row.id, 'approved')}
              >
                {say('approvals.approve')}
              </button>
            )}
            {row.can.includes('refuse') && (
              <button
                type="button"
                className="button"
                disabled={sending.busy}
                onClick={() => decide(row.id, 'refused')}
              >
                {say('approvals.refuse')}
              </button>
            )}
            {row.can.includes('export') && (
              <a
                className="button first"
                download
                href={addressOf('exportAccounts', { query: { approval: row.id, lang: language } })}
                onClick={() => setTimeout(() => void client.invalidateQueries({ queryKey: ['listApprovals'] }), 1500)}
              >
                {say('approvals.export')}
              </a>
            )}
          </span>
        ),
    },
  ];
  return (
    <>
      <Fault sending={sending} id="approval-fault" />
      <Rows caption={say('approvals.title')} columns={columns} rows={rows} rowKey={(row) => row.id} />
    </>
  );
}
