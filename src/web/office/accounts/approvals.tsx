/** What takes two persons: asked by one, decided by another. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { addressOf, call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import '../../kit/texts/admin.ts';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Fault, type Sending, TextField, useSending } from '../../kit/sending.tsx';
import { useMe } from '../../kit/session/session.ts';
import { Answer, Empty } from '../../kit/states.tsx';
import { moment } from '../../kit/texts/moment.ts';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import '../sign-in/sign-in.css';
import './accounts.css';
import { AskContacts } from './ask-contacts.tsx';

type Row = Reply<'listApprovals'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const me = useMe();
  const { unit } = usePlace().search as { unit?: string | number };
  const query = useReply('listApprovals');
  useTitle(say('approvals.title'));
  return (
    <>
      <PageHead title={say('approvals.title')} lead={say(me?.admin ? 'approvals.lead' : 'approvals.leadSeats')} />
      {me?.admin === 'security' && <AskExport />}
      {!me?.admin && unit !== undefined && <AskContacts unit={String(unit)} />}
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
  const [refused, setRefused] = useState<string>();
  const decide: Decide = (id, body) =>
    sending.send(async () => {
      await call('decideApproval', { params: { id }, body });
      setRefused(undefined);
      await client.invalidateQueries();
    });
  const columns: Column<Row>[] = [
    { id: 'what', head: say('approvals.what'), main: true, cell: (row) => <What row={row} /> },
    { id: 'by', head: say('approvals.by'), cell: (row) => row.asked_by },
    { id: 'at', head: say('approvals.at'), cell: (row) => moment(row.asked_at, language) },
    { id: 'state', head: say('accounts.state'), cell: (row) => <State row={row} /> },
    {
      id: 'do',
      head: '',
      cell: (row) =>
        row.can.length === 0 ? null : <Doings row={row} sending={sending} decide={decide} refuse={setRefused} />,
    },
  ];
  const chosen = rows.find((row) => row.id === refused);
  return (
    <>
      {chosen ? (
        <Refuse row={chosen} sending={sending} decide={decide} close={() => setRefused(undefined)} />
      ) : (
        <Fault sending={sending} id="approval-fault" />
      )}
      <Rows caption={say('approvals.title')} columns={columns} rows={rows} rowKey={(row) => row.id} />
    </>
  );
}

type Decide = (id: string, body: { verdict: 'approved' | 'refused'; answer?: string }) => Promise<boolean>;

function useDeedName(): (row: Row) => string {
  const { say } = useLanguage();
  return ({ kind, account, role, unit }) =>
    say(`approvals.kind.${kind}`, {
      name: account?.name ?? '',
      role: role ? say(`admin.${role}`) : '',
      unit: unit?.name ?? '',
    });
}

function What({ row }: { row: Row }) {
  const { say, word } = useLanguage();
  const nameOf = useDeedName();
  return (
    <>
      {nameOf(row)}
      <div className="quiet small">
        {[row.purpose && word(row.purpose), row.reason, row.ground && say('approvals.ground', { ground: row.ground })]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  );
}

function State({ row }: { row: Row }) {
  const { say, language } = useLanguage();
  const isRunning = row.state === 'open' || row.state === 'approved';
  return (
    <>
      <span className={row.state === 'open' ? 'tag warn' : 'tag'}>{say(`approvals.state.${row.state}`)}</span>
      <span className="quiet small">
        {' '}
        {[row.decided_by, row.answer, isRunning && say('approvals.until', { at: moment(row.ends_at, language) })]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

interface DoingsProps {
  readonly row: Row;
  readonly sending: Sending;
  readonly decide: Decide;
  readonly refuse: (id: string) => void;
}

function Doings({ row, sending, decide, refuse }: DoingsProps) {
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const query = { approval: row.id, lang: language };
  const file =
    row.kind === 'export-contacts' && row.unit
      ? addressOf('exportContacts', { params: { code: row.unit.code }, query })
      : addressOf('exportAccounts', { query });
  return (
    <span className="chips">
      {row.can.includes('approve') && (
        <button
          type="button"
          className="button first"
          disabled={sending.busy}
          onClick={() => void decide(row.id, { verdict: 'approved' })}
        >
          {say('approvals.approve')}
        </button>
      )}
      {row.can.includes('refuse') && (
        <button type="button" className="button" disabled={sending.busy} onClick={() => refuse(row.id)}>
          {say('approvals.refuse')}
        </button>
      )}
      {row.can.includes('export') && (
        <a
          className="button first"
          download
          href={file}
          onClick={() => setTimeout(() => void client.invalidateQueries({ queryKey: ['listApprovals'] }), 1500)}
        >
          {say('approvals.export')}
        </a>
      )}
    </span>
  );
}

interface RefuseProps {
  readonly row: Row;
  readonly sending: Sending;
  readonly decide: Decide;
  readonly close: () => void;
}

/** A refusal with its reason. */
function Refuse({ row, sending, decide, close }: RefuseProps) {
  const { say } = useLanguage();
  const nameOf = useDeedName();
  const [answer, setAnswer] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void decide(row.id, { verdict: 'refused', answer });
  };
  return (
    <form className="account-form" onSubmit={submit} noValidate aria-labelledby="refuse-title">
      <h2 id="refuse-title">{say('approvals.refuseOf', { what: nameOf(row) })}</h2>
      <TextField
        id="refuse-answer"
        label={say('approvals.answer')}
        value={answer}
        change={setAnswer}
        help={say('approvals.answerHelp')}
        most={300}
        focus
      />
      <Fault sending={sending} id="approval-fault" />
      <p className="chips">
        <button type="submit" className="button first" disabled={sending.busy || answer.trim() === ''}>
          {say('approvals.refuseDo')}
        </button>
        <button type="button" className="button" onClick={close}>
          {say('accounts.cancel')}
        </button>
      </p>
    </form>
  );
}
