/** Putting a record right: only what changes is sent, and it is refused when the record has moved on. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { Reply } from '#contract';
import { Refused } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { recordTitle } from '../../kit/links.tsx';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { FieldText } from '../record/field-text.tsx';
import { Returned } from '../review/record-review.tsx';
import { Conflict, sameValue } from './conflict.tsx';
import { type Draft, type Seen, useDraft } from './draft.ts';
import { Form } from './form.tsx';
import { Moved } from './moved.tsx';
import type { Values } from './preset.ts';

type Found = Reply<'getRecord'>;

export function Screen() {
  const { say, language } = useLanguage();
  const { params } = usePlace();
  useTitle(say('amend.title'));
  const query = useReply('getRecord', { params: { county: params.county ?? '', id: params.id ?? '' } });
  const unit = query.data?.record.unit.code;
  const kinds = useReply('listKinds', { params: { code: unit ?? '0' } }, { enabled: unit !== undefined });
  const today = useReply('getStatus').data?.today;
  const [result, setResult] = useState<Reply<'performAct'> | null>(null);
  return (
    <>
      <PageHead
        title={query.data ? say('amend.of', { title: recordTitle(query.data.record, language) }) : say('amend.title')}
      />
      <Answer query={query}>
        {(found) => {
          if (result) return <Moved result={result} />;
          return kinds.data && today ? (
            <Change found={found} seats={kinds.data.seats} today={today} done={setResult} />
          ) : null;
        }}
      </Answer>
    </>
  );
}

/** It can no longer be put right; what was written for it is still there to be read. */
function Closed({ found, draft }: { found: Found; draft: Draft }) {
  const { say, language } = useLanguage();
  const written = draft.touched ? changed(found.fields as Values, draft.fields) : {};
  return (
    <>
      <Empty>
        {say('amend.closed')}{' '}
        <Link to="/r/$county/$id" params={{ county: found.record.county, id: found.record.id }}>
          {recordTitle(found.record, language)}
        </Link>
      </Empty>
      {Object.keys(written).length > 0 && (
        <section className="box" aria-label={say('conflict.mine')}>
          <p>{say('amend.stillThere')}</p>
          <dl className="facts">
            {found.kind.fields.map((field) => (
              <FieldText key={field.id} field={field} value={written[field.id] ?? null} labels={found.labels} />
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

interface ChangeProps {
  readonly found: Found;
  readonly seats: Reply<'listKinds'>['seats'];
  readonly today: string;
  readonly done: (result: Reply<'performAct'>) => void;
}

function Change({ found, seats, today, done }: ChangeProps) {
  const { record } = found;
  const client = useQueryClient();
  const start = useCallback(() => {
    const fields = found.fields as Values;
    return { record: found.record.id, day: found.record.day, fields, seen: seenOf(found) };
  }, [found]);
  const [reason, setReason] = useState('');
  const kept = useDraft(`zerentian.draft.amend.${record.id}`, start);
  const { draft, restart } = kept;
  const isBehind = draft.seen?.version !== found.version;
  const isUnread = isBehind && (!draft.touched || draft.seen === undefined);
  useEffect(() => {
    if (isUnread) restart();
  }, [isUnread, restart]);
  if (isUnread) return null;
  const act = found.can.find(({ verb, closed }) => closed === null && isWriting(verb));
  if (!act) return <Closed found={found} draft={draft} />;
  if (isBehind && draft.seen) {
    const settle = (settled: Pick<Draft, 'day' | 'fields'>) => kept.settle({ ...settled, seen: seenOf(found) });
    return (
      <Conflict key={found.version} found={found} draft={draft} seen={draft.seen} settle={settle} drop={restart} />
    );
  }
  const form = (
    <Form
      kind={found.kind}
      unit={record.unit.code}
      seats={seats}
      today={today}
      kept={kept}
      labels={found.labels}
      params={{ county: record.county, id: record.id }}
      body={(fields) => ({
        id: draft.act,
        verb: act.verb as Writing,
        version: found.version,
        ...(draft.day === record.day ? {} : { day: draft.day }),
        fields: changed(found.fields as Values, fields),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      })}
      done={done}
      failed={(error) => {
        // Somebody was faster: read what they wrote, and show both side by side.
        if (error instanceof Refused && error.reply.code === 'version_conflict')
          void client.invalidateQueries({ queryKey: ['getRecord'] });
      }}
    />
  );
  return (
    <>
      <ToMend of={{ county: record.county, id: record.id }} />
      {act.reason && <Reason value={reason} change={setReason} />}
      {form}
    </>
  );
}

/** What whoever returned it asked for, in sight while it is mended. */
function ToMend({ of }: { of: { county: string; id: string } }) {
  const review = useReply('getReview', { params: of }).data;
  return review?.returned ? <Returned returned={review.returned} /> : null;
}

function Reason({ value, change }: { value: string; change: (value: string) => void }) {
  const { say } = useLanguage();
  return (
    <p>
      <label htmlFor="correct-reason">{say('review.correctReason')}</label>
      <br />
      <input id="correct-reason" className="control" value={value} onChange={(event) => change(event.target.value)} />
    </p>
  );
}

const writings = ['amend', 'submit', 'correct'] as const;
type Writing = (typeof writings)[number];
const isWriting = (verb: string): verb is Writing => writings.some((one) => one === verb);

const seenOf = ({ version, record, fields }: Found): Seen => ({ version, day: record.day, fields: fields as Values });

/** Fields that differ; what was emptied is sent as null. */
function changed(old: Values, now: Values): Record<string, Values[string]> {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return Object.fromEntries(
    keys.filter((key) => !sameValue(old[key], now[key])).map((key) => [key, now[key] ?? null] as const),
  );
}
