import { Link } from '@tanstack/react-router';
import { useLanguage } from './language.ts';
import { usePlace } from './place.ts';

/** Forward by key, back by the browser; the first page is always one step away. */
export function Pager({ next }: { next: string | null }) {
  const { say } = useLanguage();
  const { search } = usePlace();
  if (next === null && search.after === undefined) return null;
  return (
    <nav className="pager" aria-label={say('pager.label')}>
      {search.after !== undefined && (
        <Link to="." search={(old: object) => ({ ...old, after: undefined })} className="button">
          {say('pager.first')}
        </Link>
      )}
      {next !== null && (
        <Link to="." search={(old: object) => ({ ...old, after: next })} className="button">
          {say('pager.next')}
        </Link>
      )}
    </nav>
  );
}
