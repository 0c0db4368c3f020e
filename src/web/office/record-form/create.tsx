/** A new record of one kind. */
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { UnitHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { useDraft } from './draft.ts';
import { Form } from './form.tsx';
import { Moved } from './moved.tsx';
import { readPreset } from './preset.ts';

type Kinds = Reply<'listKinds'>;
type Kind = Kinds['kinds'][number];

export function Screen() {
  const { say, word } = useLanguage();
  const { code, params } = usePlace();
  const query = useReply('listKinds', { params: { code } });
  const today = useReply('getStatus').data?.today;
  const kind = query.data?.kinds.find((row) => row.id === params.kind);
  return (
    <>
      <UnitHead page={kind ? word(kind.name) : say('tab.new')} />
      <Answer query={query}>
        {(kinds) =>
          kind === undefined ? (
            <Empty>
              {say('form.unknownKind')}{' '}
              <Link to="/u/$code/new" params={{ code }}>
                {say('form.otherKinds')}
              </Link>
            </Empty>
          ) : kind.closed ? (
            <Empty>
              {word(kind.closed.why)} {say('form.closedKind', { who: word(kind.closed.who) })}
            </Empty>
          ) : (
            today && <Create key={`${code}/${kind.id}`} code={code} kind={kind} seats={kinds.seats} today={today} />
          )
        }
      </Answer>
    </>
  );
}

interface CreateProps {
  readonly code: string;
  readonly kind: Kind;
  readonly seats: Kinds['seats'];
  readonly today: string;
}

function Create({ code, kind, seats, today }: CreateProps) {
  const { search } = usePlace();
  const [result, setResult] = useState<Reply<'performAct'> | null>(null);
  const [round, setRound] = useState(0);
  const preset = useMemo(() => readPreset(search, kind.fields), [search, kind]);
  if (result) {
    return (
      <Moved
        result={result}
        again={() => {
          setResult(null);
          setRound(round + 1);
        }}
      />
    );
  }
  return <Entry key={round} code={code} kind={kind} seats={seats} today={today} preset={preset} done={setResult} />;
}

interface EntryProps extends CreateProps {
  readonly preset: ReturnType<typeof readPreset>;
  readonly done: (result: Reply<'performAct'>) => void;
}

function Entry({ code, kind, seats, today, preset, done }: EntryProps) {
  const start = useCallback(() => {
    const fields: Record<string, number> = {};
    // The year served is nearly always the running one: filled in, not asked again.
    for (const field of kind.fields) if (field.kind === 'year') fields[field.id] = Number(today.slice(0, 4));
    return { day: today, fields };
  }, [kind, today]);
  const kept = useDraft(`zerentian.draft.${code}.${kind.id}`, start, preset);
  const county = code.length > 6 ? code.slice(0, 6) : code;
  return (
    <Form
      kind={kind}
      unit={code}
      seats={seats}
      today={today}
      kept={kept}
      params={{ county, id: kept.draft.record }}
      body={(fields) => ({
        id: kept.draft.act,
        verb: 'create',
        kind: kind.id,
        unit: code,
        day: kept.draft.day,
        fields,
      })}
      done={done}
    />
  );
}
