/** A what-if above the county: how far the count has come, and what has happened since it was made. */
import { count } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import type { Overview } from './shape.ts';

/** What is shown until every county and unit above it below here is counted. */
export function Computing({ done, total }: { done: number; total: number }) {
  const { say, language } = useLanguage();
  const words = { done: count(done, language), total: count(total, language) };
  return (
    <section className="state computing" aria-labelledby="computing">
      <h2 id="computing">{say('whatif.counting')}</h2>
      <progress value={done} max={total} aria-labelledby="computing" />
      <p aria-live="polite">{say('whatif.countedOf', words)}</p>
      <p className="quiet">{say('whatif.countingWhy')}</p>
    </section>
  );
}

export function Changed({ counted }: { counted: Overview['counted'] }) {
  const { say, language } = useLanguage();
  if (counted === null || counted.changed === 0 || counted.since === null) return null;
  const moment = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(counted.since));
  return (
    <p className="quiet" role="status">
      {say('whatif.changed', { moment, n: count(counted.changed, language) })}
    </p>
  );
}
