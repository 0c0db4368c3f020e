/** The bell in the head of every page: what is new for me, and what waits for my second look. */
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../../kit/language.ts';
import { useReply } from '../../kit/use-reply.ts';
import './review.css';

export function Bell() {
  const { say } = useLanguage();
  const bell = useReply('getBell', {}, { every: 60_000 }).data;
  if (!bell) return null;
  return (
    <>
      {bell.waiting > 0 && (
        <Link to="/reviews" className="bell">
          {say('review.queue')} <b>{bell.waiting}</b>
        </Link>
      )}
      <Link to="/notices" className="bell" aria-label={say('notices.bell', { n: bell.fresh })}>
        {say('notices.title')} {bell.fresh > 0 && <b aria-hidden="true">{bell.fresh}</b>}
      </Link>
    </>
  );
}
