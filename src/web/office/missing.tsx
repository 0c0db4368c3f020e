import { Link } from '@tanstack/react-router';
import { useLanguage } from '../kit/language.ts';
import { useTitle } from '../kit/page.tsx';

/** There is nothing at this address. */
export function Missing() {
  const { say } = useLanguage();
  useTitle(say('missing.title'));
  return (
    <div className="state">
      <h1>{say('missing.title')}</h1>
      <p>{say('missing.text')}</p>
      <Link to="/u/$code" params={{ code: '0' }} className="button">
        {say('missing.home')}
      </Link>
    </div>
  );
}
