/** The slim bar: where we are (nation to village) and when (as-of day, year, what-if regime). */
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useLanguage } from '../kit/language.ts';
import { UnitLink } from '../kit/links.tsx';
import { allowsWhatIf, factual, usePlace } from '../kit/place.ts';
import { useReply } from '../kit/use-reply.ts';

export function PlaceBar() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { params } = usePlace();
  const code = params.code ?? params.county;
  return (
    <div className="bar">
      <div className="bar-in">
        {code === undefined ? <LawCrumbs path={path} /> : <Crumbs code={code} />}
        {params.code !== undefined && !/\/(records|new)/.test(path) && <WhenPickers />}
      </div>
    </div>
  );
}

function Crumbs({ code }: { code: string }) {
  const { say } = useLanguage();
  const { when } = usePlace();
  const unit = useReply('getUnit', { params: { code }, query: factual(when) }, { keep: true }).data;
  return (
    <nav aria-label={say('frame.crumbs')}>
      <ol className="crumbs">
        {unit?.ancestors.map((ancestor) => (
          <li key={ancestor.code}>
            <UnitLink unit={ancestor} />
          </li>
        ))}
        {unit && (
          <li>
            <UnitLink unit={unit.unit} />
          </li>
        )}
      </ol>
    </nav>
  );
}

function LawCrumbs({ path }: { path: string }) {
  const { say } = useLanguage();
  return (
    <nav aria-label={say('frame.crumbs')}>
      <ol className="crumbs">
        <li>{path.startsWith('/law') ? <Link to="/law">{say('frame.law')}</Link> : say('frame.name')}</li>
      </ol>
    </nav>
  );
}

function WhenPickers() {
  const { say, word } = useLanguage();
  const { when, code } = usePlace();
  const navigate = useNavigate();
  const status = useReply('getStatus').data;
  const documents = useReply('listDocuments').data;
  const today = status?.today;
  const go = (change: object) =>
    void navigate({ to: '.', search: (old: object) => ({ ...old, after: undefined, ...change }) });
  const thisYear = Number((when.day ?? today ?? '2026').slice(0, 4));
  const last = Math.max(thisYear, Number((today ?? '2026').slice(0, 4))) + 1;
  const years = Array.from({ length: last - 2021 }, (_, index) => 2022 + index);
  return (
    <search className="when" aria-label={say('when.label')}>
      <DayPicker day={when.day} today={today} change={(day) => go({ day: day === today ? undefined : day })} />
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
      {allowsWhatIf(code) && (
        <label>
          {say('when.regime')}
          <select
            className="control"
            value={when.regime ?? ''}
            onChange={(event) => go({ regime: event.target.value || undefined })}
          >
            <option value="">{say('when.regimeOwn')}</option>
            {documents?.rows
              .filter((row) => row.kind === 'regime')
              .map((row) => (
                <option key={row.id} value={row.id}>
                  {say('when.whatif', { name: word(row.name) })}
                </option>
              ))}
          </select>
        </label>
      )}
    </search>
  );
}

interface DayPickerProps {
  readonly day: string | undefined;
  readonly today: string | undefined;
  readonly change: (day: string | undefined) => void;
}

/** A day is taken over once it is whole and plausible, so that typing a year does not move the page. */
function DayPicker({ day, today, change }: DayPickerProps) {
  const { say } = useLanguage();
  const shown = day ?? today ?? '';
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const take = (value: string) => {
    if (value === '') change(undefined);
    else if (value >= '2022-01-01' && value <= '2100-12-31') change(value);
  };
  return (
    <label>
      {say('when.day')}
      <input
        type="date"
        className="control"
        min="2022-01-01"
        max="2100-12-31"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          take(event.target.value);
        }}
      />
    </label>
  );
}
