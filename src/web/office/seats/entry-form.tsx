/** Registering what a body or seat is at its unit: entered, corrected, changed from a day on, or ended. */
import { useId, useState } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { TextField } from '../../kit/sending.tsx';
import type { PostEntry, RegisteredPost } from './registered.tsx';
import { DayField, FormFrame, useAct } from './seat-forms.tsx';

type Posts = Reply<'listPosts'>;
export type EntryStep = { readonly what: 'create' } | { readonly what: 'amend' | 'end'; readonly entry: PostEntry };

interface EntryFormProps {
  readonly step: EntryStep;
  readonly posts: Posts;
  readonly post: RegisteredPost;
  readonly close: () => void;
}

export function EntryForm(props: EntryFormProps) {
  const { step } = props;
  if (step.what === 'end') return <EndForm {...props} entry={step.entry} />;
  return <WriteForm {...props} entry={step.what === 'amend' ? step.entry : undefined} />;
}

/** Bodies, or seats, that another one can work with or be carried by. */
function othersOf(posts: Posts, { of, id }: RegisteredPost) {
  const all = of === 'body' ? posts.bodies : posts.bodies.flatMap(({ seats }) => seats.filter(({ staff }) => !staff));
  return all.filter((one) => one.id !== id && !one.registered.absent);
}

function WriteForm({ posts, post, close, entry }: EntryFormProps & { entry: PostEntry | undefined }) {
  const { say, word } = useLanguage();
  const { code } = posts.unit;
  const act = useAct(code, close, entry?.id);
  const id = useId();
  const [setup, setSetup] = useState(entry?.setup ?? posts.setups[post.of][0]?.id ?? '');
  const [name, setName] = useState(entry?.name ?? '');
  const [carrier, setCarrier] = useState(entry?.carrier?.id ?? '');
  const [from, setFrom] = useState(entry?.from ?? posts.day);
  const [until, setUntil] = useState(entry?.to ?? '');
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<string>();
  const needsOther = setup === 'joint' || setup === 'carried';
  const isAbsent = setup === 'carried' || setup === 'not-set-up';
  const inField = (one: string) => (post.of === 'body' ? one : [`${code}:${one}`]);
  const submit = () => {
    if (from === '') return setWrong(say('appoint.needDay'));
    if (needsOther && carrier === '') return setWrong(say('entry.needOther'));
    setWrong(undefined);
    const fields = {
      ...{ [post.of]: inField(post.id), setup, from, until: until || null },
      name: isAbsent || name.trim() === '' ? null : name.trim(),
      carrier: needsOther ? inField(carrier) : null,
      ...(note.trim() !== '' && { note: note.trim() }),
    };
    const about = entry
      ? { verb: 'amend' as const, version: entry.version ?? 0 }
      : { verb: 'create' as const, kind: `${post.of}-entry`, unit: code, day: posts.day };
    void act.perform({ ...about, fields });
  };
  const lawName = word(post.registered.law_name);
  return (
    <FormFrame
      {...{ act, wrong, submit, close, title: say(entry ? 'entry.amendTitle' : 'entry.title', { name: lawName }) }}
      {...{ about: say(isAbsent ? 'entry.aboutAbsent' : 'entry.about'), button: say('entry.do') }}
    >
      <Choice id={`${id}-setup`} label={say('entry.setup')} value={setup} change={setSetup}>
        {posts.setups[post.of].map((one) => ({ id: one.id, name: word(one.name) }))}
      </Choice>
      {needsOther && (
        <Choice
          id={`${id}-carrier`}
          label={say(setup === 'joint' ? 'entry.joint' : 'entry.carrier')}
          value={carrier}
          change={setCarrier}
        >
          {[
            { id: '', name: say('entry.choose') },
            ...othersOf(posts, post).map((one) => ({ id: one.id, name: word(one.name) })),
          ]}
        </Choice>
      )}
      {!isAbsent && (
        <TextField
          id={`${id}-name`}
          label={say(`entry.name.${post.of}`)}
          value={name}
          change={setName}
          most={60}
          help={say('entry.nameHelp', { name: lawName })}
        />
      )}
      <DayField id={`${id}-from`} label={say('entry.from')} value={from} change={setFrom} />
      {entry && <DayField id={`${id}-until`} label={say('entry.until')} value={until} change={setUntil} optional />}
      <TextField id={`${id}-note`} label={say('entry.note')} value={note} change={setNote} most={200} />
    </FormFrame>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly children: readonly { readonly id: string; readonly name: string }[];
}

function Choice({ id, label, value, change, children }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="control" value={value} onChange={(event) => change(event.target.value)}>
        {children.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function EndForm({ posts, post, close, entry }: EntryFormProps & { entry: PostEntry }) {
  const { say, word } = useLanguage();
  const act = useAct(posts.unit.code, close, entry.id);
  const id = useId();
  const [until, setUntil] = useState(posts.day);
  const [wrong, setWrong] = useState<string>();
  const submit = () => {
    if (until === '') return setWrong(say('appoint.needDay'));
    setWrong(undefined);
    void act.perform({ verb: 'end', version: entry.version ?? 0, fields: { until } });
  };
  const title = say('entry.endTitle', { name: word(post.registered.law_name) });
  return (
    <FormFrame {...{ act, wrong, submit, close, title, about: say('entry.endAbout'), button: say('entry.endDo') }}>
      <DayField id={`${id}-until`} label={say('entry.until')} value={until} change={setUntil} />
    </FormFrame>
  );
}
