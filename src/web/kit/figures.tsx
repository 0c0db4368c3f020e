/** How numbers look: a rate with its bar, a count, a day. */
import { count } from './format.ts';
import { useLanguage } from './language.ts';
import { percent } from './percent.ts';

export function Rate({ rate, bounds }: { rate: number | null; bounds?: readonly number[] | undefined }) {
  const { say } = useLanguage();
  if (rate === null) return <span className="quiet nowrap">{say('rate.none')}</span>;
  return (
    <span className="rate">
      <span className="rate-track" aria-hidden="true">
        <i style={{ width: `${Math.min(rate, 1) * 100}%` }} />
      </span>
      <b>{percent(rate, bounds)}</b>
    </span>
  );
}

export function Count({ value, late = false }: { value: number; late?: boolean }) {
  const { language } = useLanguage();
  // On a narrow screen, where every figure stands beside its heading, a nought is left out.
  const look = value === 0 ? 'number nought' : late ? 'number late-ink' : 'number';
  return <span className={look}>{count(value, language)}</span>;
}

export function DayText({ day }: { day: string | null }) {
  return day === null ? (
    <span className="quiet">–</span>
  ) : (
    <time dateTime={day} className="nowrap">
      {day}
    </time>
  );
}
