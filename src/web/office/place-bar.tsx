/** The slim bar: where we are (nation to village) and when (as-of day, year, what-if regime). */
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { readDay } from '../kit/day.ts';
import { DayInput } from '../kit/day-input.tsx';
import { useLanguage } from '../kit/language.ts';
import { UnitLink } from '../kit/links.tsx';
import { factual, usePlace } from '../kit/place.ts';
import { useMe } from '../kit/session/session.ts';
import { useReply } from '../kit/use-reply.ts';

export function PlaceBar() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { params } = usePlace();
  const isRecord = /^\/r\//.test(path);
  const asked = { params: { county: params.county ?? '', id: params.id ?? '' } };
  const of = useReply('getRecord', asked, { enabled: isRecord }).data?.record.unit.code;
  const code = params.code ?? of ?? params.county;
  // One's own pages have no place in the tree, and their heading says what they are.
  if (code === undefined && !path.startsWith('/law')) return null;
  return (
    <div className="bar">
      <div className="bar-in">
        {code === undefined ? <LawCrumbs /> : <Crumbs code={code} />}
        {params.code !== undefined && !/\/(records|new)/.test(path) && <WhenPickers />}
      </div>
    </div>
  );
}

function Crumbs({ code }: { code: string }) {
  const { say } = useLanguage();
  const seats = useMe()?.seats ?? [];
  // Outside of one's seats there is nothing to open; the name still says where a unit lies.
  const reaches = (code: string) => seats.some(({ unit }) => unit === '0' || code.startsWith(unit));
  const { when } = usePlace();
  const unit = useReply('getUnit', { params: { code }, query: factual(when) }, { keep: true }).data;
  return (
    <nav aria-label={say('frame.crumbs')}>
      <ol className="crumbs">
        {unit?.ancestors.map((ancestor) => (
          <li key={ancestor.code}>{reaches(ancestor.code) ? <UnitLink unit={ancestor} /> : ancestor.name}</li>
        ))}
        {unit && <li>{reaches(unit.unit.code) ? <UnitLink unit={unit.unit} /> : unit.unit.name}</li>}
      </ol>
    </nav>
  );
}

function LawCrumbs() {
  const { say } = useLanguage();
  return (
    <nav aria-label={say('frame.crumbs')}>
      <ol className="crumbs">
        <li>
          <Link to="/law">{say('frame.law')}</Link>
        </li>
      </ol>
    </nav>
  );
}

function WhenPickers() {
  const { say, word } = useLanguage();
  const { when } = usePlace();
  const navigate = useNavigate();
  const status = useReply('getStatus').data;
  const documents = useReply('listDocuments').data;
  const today = status?.today;
  const go = (change: object) =>
    void navigate({ to: '.', search: (old: object) => ({ ...old, after: undefined, ...change }) });
  if (!today || !documents) return null;
  const thisYear = Number((when.day ?? today).slice(0, 4));
  const last = Math.max(thisYear, Number(today.slice(0, 4))) + 1;
  // Nothing was owed before the first of the documents came into force.
  const first = Math.min(...documents.rows.map((row) => Number(row.in_force.slice(0, 4))), thisYear);
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return (
    <search className="when" aria-label={say('when.label')}>
      <DayPicker
        day={when.day ?? lastDayOf(when.year, today)}
        today={today}
        first={`${first}-01-01`}
        change={(day) => go({ day: day === today ? undefined : day })}
      />
      <label>
        {say('when.year')}
        <select
          className="control"
          value={when.year ?? thisYear}
          onChange={(event) => go({ year: Number(event.target.value) === thisYear ? undefined : event.target.value })}
        >
          {years.map((year) => (
            <option key={year} value={year}>
              {say('when.yearName', { year })}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('when.regime')}
        <select
          className="control"
          value={when.regime ?? ''}
          onChange={(event) => go({ regime: event.target.value || undefined })}
        >
          <option value="">{say('when.regimeOwn')}</option>
          {when.regime !== undefined && !documents.rows.some((row) => row.id === when.regime) && (
            // A draft that is tried: it is no document yet.
            <option value={when.regime}>{say('when.whatif', { name: when.regime })}</option>
          )}
          {documents.rows
            .filter((row) => row.kind === 'regime')
            .map((row) => (
              <option key={row.id} value={row.id}>
                {say('when.whatif', { name: word(row.name) })}
              </option>
            ))}
        </select>
      </label>
    </search>
  );
}

/** A year that is over is looked at as it stood at its end. */
const lastDayOf = (year: number | undefined, today: string): string | undefined =>
  year !== undefined && year < Number(today.slice(0, 4)) ? `${year}-12-31` : undefined;

/** What an address can ask for at most. */
const lastDay = '2100-12-31';

interface DayPickerProps {
  readonly day: string | undefined;
  readonly today: string | undefined;
  readonly first: string;
  readonly change: (day: string | undefined) => void;
}

/** A day is taken over once it is whole and plausible, so that typing a year does not move the page. */
function DayPicker({ day, today, first, change }: DayPickerProps) {
  const { say } = useLanguage();
  return (
    <div className="when-day">
      <label htmlFor="as-of">{say('when.day')}</label>
      <DayInput
        id="as-of"
        min={first}
        max={lastDay}
        value={day ?? today ?? ''}
        change={(value) => {
          if (value === '') change(undefined);
          else if (readDay(value) === value && value >= first && value <= lastDay) change(value);
        }}
      />
    </div>
  );
}
