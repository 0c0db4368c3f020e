/** Putting a record right: only what changes is sent, and it is refused when the record has moved on. */
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { useDraft } from './draft.ts';
import { Form } from './form.tsx';
import { Moved } from './moved.tsx';
import type { Values } from './preset.ts';

type Found = Reply<'getRecord'>;

export function Screen() {
  const { say } = useLanguage();
  const { params } = usePlace();
  useTitle(say('amend.title'));
  const query = useReply('getRecord', { params: { county: params.county ?? '', id: params.id ?? '' } });
  const unit = query.data?.record.unit.code;
  const kinds = useReply('listKinds', { params: { code: unit ?? '0' } }, { enabled: unit !== undefined });
  const today = useReply('getStatus').data?.today;
  const [result, setResult] = useState<Reply<'performAct'> | null>(null);
  return (
    <>
      <PageHead title={query.data ? say('amend.of', { title: query.data.record.title }) : say('amend.title')} />
      <Answer query={query}>
        {(found) => {
          if (result) return <Moved result={result} />;
          if (!found.can.some((act) => act.verb === 'amend')) return <Closed found={found} />;
          return kinds.data && today ? (
            <Change found={found} seats={kinds.data.seats} today={today} done={setResult} />
          ) : null;
        }}
      </Answer>
    </>
  );
}

function Closed({ found }: { found: Found }) {
  const { say } = useLanguage();
  return (
    <Empty>
      {say('amend.closed')}{' '}
      <Link to="/r/$county/$id" params={{ county: found.record.county, id: found.record.id }}>
        {found.record.title}
      </Link>
    </Empty>
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
  const start = useCallback(
    () => ({ record: record.id, day: record.day, fields: found.fields as Values }),
    [record, found],
  );
  const kept = useDraft(`zerentian.draft.amend.${record.id}.${found.version}`, start);
  return (
    <Form
      kind={found.kind}
      unit={record.unit.code}
      seats={seats}
      today={today}
      kept={kept}
      labels={found.labels}
      params={{ county: record.county, id: record.id }}
      body={(fields) => ({
        id: kept.draft.act,
        verb: 'amend',
        version: found.version,
        ...(kept.draft.day === record.day ? {} : { day: kept.draft.day }),
        fields: changed(found.fields as Values, fields),
      })}
      done={done}
    />
  );
}

/** Fields that differ; what was emptied is sent as null. */
function changed(old: Values, now: Values): Record<string, Values[string]> {
  const result: Record<string, Values[string]> = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [before, after] = [old[key] ?? null, now[key] ?? null];
    if (JSON.stringify(before) !== JSON.stringify(after)) result[key] = after;
  }
  return result;
}
