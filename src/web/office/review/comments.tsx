/** What people say to each other on a record: under their names, calling those who can see it. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { instant } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, useSending } from '../../kit/sending.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import './review.css';

type Comment = Reply<'listComments'>['rows'][number];
interface Of {
  readonly county: string;
  readonly id: string;
}

export function Comments({ of }: { of: Of }) {
  const { say } = useLanguage();
  const found = useReply('listComments', { params: of }).data;
  if (!found) return null;
  return (
    <section className="part" aria-labelledby="comments">
      <h2 id="comments">{say('comments.title')}</h2>
      {found.rows.length === 0 ? (
        <p className="quiet">{say('comments.none')}</p>
      ) : (
        <ul className="comments">
          {found.rows.map((comment) => (
            <Said key={comment.id} comment={comment} of={of} />
          ))}
        </ul>
      )}
      {found.can && <CommentForm of={of} />}
    </section>
  );
}

function Said({ comment, of }: { comment: Comment; of: Of }) {
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const { id, author_name: name, at, taken_back_at: back } = comment;
  if (back !== null)
    return (
      <li className="quiet">
        {say('comments.takenBack', { name })} · <time dateTime={back}>{instant(back, language)}</time>
      </li>
    );
  const takeBack = () =>
    void sending.send(async () => {
      await call('takeBackComment', { params: { ...of, comment: id }, body: { id: newId() } });
      await client.invalidateQueries({ queryKey: ['listComments'] });
    });
  return (
    <li>
      <p className="small quiet">
        <strong>{name}</strong> · <time dateTime={at}>{instant(at, language)}</time>
        {comment.mentions.length > 0 && (
          <> · {say('comments.called', { names: comment.mentions.map((one) => one.name).join(say('list.comma')) })}</>
        )}
      </p>
      <p className="said">{comment.words}</p>
      {comment.mine && (
        <button type="button" className="link-button no-print" disabled={sending.busy} onClick={takeBack}>
          {say('comments.back')}
        </button>
      )}
      <Fault sending={sending} id={`comment-${id}`} />
    </li>
  );
}

function CommentForm({ of }: { of: Of }) {
  const { say, word } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [words, setWords] = useState('');
  const [called, setCalled] = useState('');
  const [id, setId] = useState(newId);
  const callable = useReply('listMentionable', { params: of }).data?.rows ?? [];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isDone = await sending.send(async () => {
      await call('addComment', { params: of, body: { id, words, mentions: called === '' ? [] : [called] } });
      await client.invalidateQueries({ queryKey: ['listComments'] });
    });
    if (!isDone) return;
    setWords('');
    setCalled('');
    setId(newId());
  };
  return (
    <form className="comment-form no-print" onSubmit={(event) => void submit(event)}>
      <label htmlFor="comment-words">{say('comments.words')}</label>
      <textarea
        id="comment-words"
        className="control"
        rows={2}
        maxLength={2000}
        value={words}
        aria-describedby="comment-rule comment-fault"
        onChange={(event) => setWords(event.target.value)}
      />
      <p className="small quiet" id="comment-rule">
        {say('comments.rule')}
      </p>
      {callable.length > 0 && (
        <p>
          <label htmlFor="comment-call">{say('comments.call')}</label>{' '}
          <select
            className="control"
            id="comment-call"
            value={called}
            onChange={(event) => setCalled(event.target.value)}
          >
            <option value="">{say('comments.callNone')}</option>
            {callable.map(({ ref, unit, seat, person }) => (
              <option key={`${ref}|${person}`} value={ref}>
                {`${unit.name} · ${word(seat)}${person === null ? '' : ` · ${person}`}`}
              </option>
            ))}
          </select>
        </p>
      )}
      <p className="pager">
        <button type="submit" className="button" disabled={sending.busy || words.trim() === ''}>
          {say('comments.send')}
        </button>
      </p>
      <Fault sending={sending} id="comment-fault" />
    </form>
  );
}
