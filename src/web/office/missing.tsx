import { useLanguage } from '../kit/language.ts';
import { useTitle } from '../kit/page.tsx';
import { WayBack } from '../kit/states.tsx';

/** There is nothing at this address. */
export function Missing() {
  const { say } = useLanguage();
  useTitle(say('missing.title'));
  return (
    <div className="state">
      <h1>{say('missing.title')}</h1>
      <p>{say('missing.text')}</p>
      <WayBack />
    </div>
  );
}
