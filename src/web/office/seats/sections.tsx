/** The pages about a unit's seats: what they owe, who holds them, handovers. */
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../../kit/language.ts';
import './posts.css';

const pages = [
  ['/u/$code/seats', 'posts.duties'],
  ['/u/$code/posts', 'posts.board'],
  ['/u/$code/handovers', 'posts.handovers'],
] as const;

export function Sections({ code }: { code: string }) {
  const { say } = useLanguage();
  return (
    <nav className="chips sections no-print" aria-label={say('tab.seats')}>
      {pages.map(([to, text]) => (
        <Link key={to} to={to} params={{ code }} activeOptions={{ exact: true, includeSearch: false }}>
          {say(text)}
        </Link>
      ))}
    </nav>
  );
}
