/** The second look at one record: who looks, what was to be mended, what changed since, and accept or return. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { instant } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { useReply } from '../../kit/use-reply.ts';
import { ForWhom } from '../record/for-whom.tsx';
import { Changes } from './changes.tsx';
import { Settle } from './settle.tsx';
import './review.css';

type Found = Reply<'getRecord'>;
type Review = Reply<'getReview'>;

export function RecordReview({ found }: { found: Found }) {
  const { say } = useLanguage();
  const { county, id } = found.record;
  const review = useReply('getReview', { params: { county, id } }).data;
  if (!review || review.mode === 'none') return null;
  const writing = found.can.find(({ verb, closed }) => closed === null && (verb === 'submit' || verb === 'correct'));
  return (
    <section className="part" aria-labelledby="review">
      <h2 id="review">{say('review.title')}</h2>
      <Rule review={review} />
      {review.returned && <Returned returned={review.returned} />}
      {review.since && review.changes.length > 0 && (
        <Changes
          title={say(review.since === 'returned' ? 'review.changesReturned' : 'review.changesAccepted')}
          changes={review.changes}
          kind={found.kind}
          labels={review.labels}
        />
      )}
      {writing && (
        <p>
          <Link to="/r/$county/$id/amend" params={{ county, id }} className="button first">
            <WritingName name={writing.name} />
          </Link>
        </p>
      )}
      <Settle found={found} />
    </section>
  );
}

function WritingName({ name }: { name: Found['can'][number]['name'] }) {
  const { word } = useLanguage();
  return <>{word(name)}</>;
}

function Rule({ review }: { review: Review }) {
  const { say, word, language } = useLanguage();
  const gap = language === 'en' ? ' ' : '';
  const who = [...new Set(review.reviewers.map(({ unit, name }) => `${unit.name}${gap}${word(name)}`))].join(
    say('list.comma'),
  );
  const share = `${Math.round((review.share ?? 0) * 1000) / 10}%`;
  return (
    <p className="quiet">
      {say(review.mode === 'all' ? 'review.allRule' : 'review.sampleRule', { share })}
      {gap}
      {say('review.by', { who })}
      {review.due && (
        <>
          {' '}
          <strong>{say('review.dueBy', { day: review.due })}</strong>
        </>
      )}
    </p>
  );
}

/** What the author has to mend, in the words of whoever returned it. */
export function Returned({ returned }: { returned: NonNullable<Review['returned']> }) {
  const { say, word, language } = useLanguage();
  return (
    <div className="box returned">
      <p>
        <strong>{say('review.returnedBy', { name: returned.by_name, at: instant(returned.at, language) })}</strong>
        <ForWhom mark={returned.stands_for} />
      </p>
      <p className="said">{returned.reason}</p>
      {returned.mend.length > 0 && (
        <dl className="facts">
          {returned.mend.map(({ field, name, text }) => (
            <div key={field} className="mend">
              <dt>{word(name)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
