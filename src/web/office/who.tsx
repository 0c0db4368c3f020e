/** Who is signed in, in the head of every page: the way to one's own account, and out. */
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../kit/language.ts';
import { useMe, useSignOut } from '../kit/session/session.ts';

export function Who() {
  const { say } = useLanguage();
  const me = useMe();
  const signOut = useSignOut();
  if (!me) return null;
  return (
    <span className="who">
      <Link to="/me" title={say('frame.account')}>
        <span className="unseen">{say('frame.signedIn')}</span>
        {me.name}
      </Link>
      <button type="button" className="link-button" onClick={() => void signOut()}>
        {say('frame.signOut')}
      </button>
    </span>
  );
}
