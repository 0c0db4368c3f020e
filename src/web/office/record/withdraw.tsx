/** Taking a record back: it stays readable, and everything it served is taken back with it. */
import { useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import type { Reply } from '#contract';
import { call, Refused, Unreachable } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { AntTheme } from '../record-form/ant-theme.tsx';
import { newId } from '../record-form/draft.ts';

export function Withdraw({ found, close }: { found: Reply<'getRecord'>; close: () => void }) {
  const { say, word } = useLanguage();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const [act] = useState(newId);
  const sending = useRef(false);
  const needsReason = found.can.some((can) => can.verb === 'withdraw' && can.reason);
  const send = async () => {
    if (sending.current) return;
    if (needsReason && reason.trim() === '') return setFault(say('withdraw.needReason'));
    sending.current = true;
    setBusy(true);
    try {
      await call('performAct', {
        params: { county: found.record.county, id: found.record.id },
        body: {
          id: act,
          verb: 'withdraw',
          version: found.version,
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        },
      });
      await client.invalidateQueries();
      close();
    } catch (error) {
      if (error instanceof Refused) setFault(`${word(error.reply.message)} ${word(error.reply.remedy)}`);
      else setFault(say(error instanceof Unreachable ? 'form.unreachable' : 'form.broken'));
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  return (
    <AntTheme>
      <Modal
        open
        title={say('withdraw.title')}
        okText={say('withdraw.do')}
        cancelText={say('withdraw.keep')}
        confirmLoading={busy}
        onOk={() => void send()}
        onCancel={close}
      >
        <p>{say('withdraw.text', { n: found.fulfils.length })}</p>
        <label htmlFor="withdraw-reason">{say('record.reason')}</label>
        <Input.TextArea
          id="withdraw-reason"
          autoSize={{ minRows: 2 }}
          value={reason}
          aria-invalid={fault !== '' || undefined}
          aria-describedby="withdraw-fault"
          onChange={(event) => setReason(event.target.value)}
        />
        <p id="withdraw-fault" role="alert" style={{ color: 'var(--late)' }}>
          {fault}
        </p>
      </Modal>
    </AntTheme>
  );
}
