/** What the security administrator does with one account; an administrator's seat takes a second person. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { useMe } from '../../kit/session/session.ts';
import { newId } from '../record-form/draft.ts';
import type { AccountRow } from './accounts.tsx';
import { HandOver } from './hand-over.tsx';

const roles = ['system', 'security', 'auditor'] as const;

export function Change({ row, close }: { row: AccountRow; close: () => void }) {
  const { say } = useLanguage();
  const me = useMe();
  const client = useQueryClient();
  const sending = useSending();
  const [reason, setReason] = useState('');
  const [link, setLink] = useState<Reply<'resetAccount'>>();
  const [asked, setAsked] = useState(false);
  if (link) return <HandOver name={row.name} link={link} close={close} />;
  const run = (work: () => Promise<unknown>, after: () => void = close) =>
    void sending.send(async () => {
      await work();
      await client.invalidateQueries({ queryKey: ['listAccounts'] });
      after();
    });
  const params = { id: row.id };
  const ask = (kind: 'grant-admin' | 'end-admin', role?: (typeof roles)[number]) =>
    run(
      () => call('askApproval', { body: { id: newId(), kind, account: row.id, reason, ...(role && { role }) } }),
      () => setAsked(true),
    );
  const isOwn = row.id === me?.account;
  return (
    <section className="account-form" aria-labelledby="change-title">
      <h2 id="change-title">{say('accounts.changeOf', { name: row.name })}</h2>
      {isOwn && <p className="quiet">{say('accounts.own')}</p>}
      {!isOwn && row.admin !== null && <p className="quiet">{say('accounts.resetAdmin')}</p>}
      {asked && <p role="status">{say('accounts.asked')}</p>}
      <TextField
        id="change-reason"
        label={say('accounts.reason')}
        value={reason}
        change={setReason}
        help={say('accounts.reasonHelp')}
        most={300}
      />
      <Fault sending={sending} id="change-fault" />
      <p className="chips">
        {!row.sample && !row.disabled && !isOwn && row.admin === null && (
          <>
            <Button
              busy={sending.busy}
              text={say('accounts.reset')}
              go={() =>
                void sending.send(async () =>
                  setLink(await call('resetAccount', { params, body: { second_factor: false } })),
                )
              }
            />
            {row.second_factor && (
              <Button
                busy={sending.busy}
                text={say('accounts.resetFactor')}
                go={() =>
                  void sending.send(async () =>
                    setLink(await call('resetAccount', { params, body: { second_factor: true } })),
                  )
                }
              />
            )}
          </>
        )}
        {row.has_password && !row.disabled && !isOwn && (
          <Button
            busy={sending.busy}
            text={say('accounts.askPassword')}
            go={() => run(() => call('askPasswordChange', { params, body: { reason } }))}
          />
        )}
        {!isOwn &&
          (row.disabled ? (
            <Button
              busy={sending.busy}
              text={say('accounts.enable')}
              go={() => run(() => call('enableAccount', { params, body: { reason } }))}
            />
          ) : (
            <Button
              busy={sending.busy}
              text={say('accounts.disable')}
              go={() => run(() => call('disableAccount', { params, body: { reason } }))}
            />
          ))}
        {row.admin !== null && (
          <Button
            busy={sending.busy}
            text={say('accounts.endAdmin', { role: say(`admin.${row.admin}`) })}
            go={() => ask('end-admin')}
          />
        )}
        {row.admin === null && !row.disabled && <Grants busy={sending.busy} ask={ask} />}
        <button type="button" className="button" onClick={close}>
          {say('accounts.cancel')}
        </button>
      </p>
    </section>
  );
}

interface GrantsProps {
  readonly busy: boolean;
  readonly ask: (kind: 'grant-admin', role: (typeof roles)[number]) => void;
}
function Grants({ busy, ask }: GrantsProps) {
  const { say } = useLanguage();
  return roles.map((role) => (
    <Button
      key={role}
      busy={busy}
      text={say('accounts.grantAdmin', { role: say(`admin.${role}`) })}
      go={() => ask('grant-admin', role)}
    />
  ));
}

function Button({ text, go, busy }: { text: string; go: () => void; busy: boolean }) {
  return (
    <button type="button" className="button" disabled={busy} onClick={go}>
      {text}
    </button>
  );
}
