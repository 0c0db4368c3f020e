/** Accept with one click, or return with what is to be mended. Who was slower sees what changed and decides again. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply } from '#contract';
import { call, Refused } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, useSending } from '../../kit/sending.tsx';
import { newId } from '../record-form/draft.ts';
import { Changes, changesBetween } from './changes.tsx';
import { ReturnForm } from './return-form.tsx';

type Found = Reply<'getRecord'>;

export function Settle({ found }: { found: Found }) {
  const { say, word } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [returning, setReturning] = useState(false);
  const [overtaken, setOvertaken] = useState<Found | null>(null);
  const open = found.can.filter(({ verb, closed }) => closed === null && (verb === 'accept' || verb === 'return'));
  if (open.length === 0) return null;
  const { county, id } = found.record;
  const act = async (verb: 'accept' | 'return', more: { reason?: string; mend?: Record<string, string> } = {}) => {
    const isDone = await sending.send(async () => {
      try {
        await call('performAct', {
          params: { county, id },
          body: { id: newId(), verb, version: found.version, ...more },
        });
      } catch (error) {
        // Somebody was faster: what was seen stays beside what stands now.
        if (error instanceof Refused && error.reply.code === 'version_conflict') setOvertaken(found);
        throw error;
      } finally {
        await client.invalidateQueries();
      }
    });
    if (isDone) {
      setReturning(false);
      setOvertaken(null);
    }
  };
  return (
    <div className="no-print">
      {overtaken && (
        <div className="box wrong">
          <p>{say('review.moved')}</p>
          <Changes
            title={say('review.changesNow')}
            changes={changesBetween(overtaken, found, found.kind)}
            kind={found.kind}
            labels={{ ...overtaken.labels, ...found.labels }}
          />
        </div>
      )}
      {returning ? (
        <ReturnForm
          kind={found.kind}
          busy={sending.busy}
          close={() => setReturning(false)}
          send={(reason, mend) => void act('return', { reason, mend })}
        />
      ) : (
        <p className="pager">
          {open.map(({ verb, name }) => (
            <button
              key={verb}
              type="button"
              className={verb === 'accept' ? 'button first' : 'button'}
              disabled={sending.busy}
              onClick={() => (verb === 'accept' ? void act('accept') : setReturning(true))}
            >
              {word(name)}
            </button>
          ))}
        </p>
      )}
      <Fault sending={sending} id="settle-fault" />
    </div>
  );
}
