/** Who acted, and whose work it was where a deputy did it. */
import type { Reply } from '#contract';
import { type Say, useLanguage } from '../../kit/language.ts';

type Mark = Reply<'getRecord'>['acts'][number]['stands_for'];

/** The two who act without an account of their own are named by us. */
export const actorName = (actor: string, say: Say, name: string): string =>
  actor === 'operator' ? say('record.operator') : actor === 'sample' ? say('sample.mark') : name;

export function ForWhom({ mark }: { mark: Mark }) {
  const { say, word } = useLanguage();
  if (!mark) return null;
  return (
    <span className="quiet">
      {' '}
      {say('record.standsFor', { seat: word(mark.seat), name: mark.name ?? say('record.seatVacant') })}
    </span>
  );
}
