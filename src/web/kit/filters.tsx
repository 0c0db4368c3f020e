/** Filters that live in the address, so that a filtered list can be sent to someone. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { readDay } from './day.ts';
import { DayInput } from './day-input.tsx';
import { useLanguage } from './language.ts';
import { usePlace } from './place.ts';

export interface Filter {
  readonly key: string;
  readonly label: string;
  /** Choices; without any it is a text or a day. */
  readonly options?: readonly { readonly id: string; readonly name: string }[];
  readonly kind?: 'text' | 'day';
  /** What the list shows while nothing is chosen, where that is not everything. */
  readonly all?: string;
}

export function Filters({ filters }: { filters: readonly Filter[] }) {
  const { say } = useLanguage();
  const { search } = usePlace();
  const navigate = useNavigate();
  const set = (key: string, value: string) =>
    void navigate({
      to: '.',
      search: (old: object) => ({ ...old, after: undefined, [key]: value || undefined }),
      replace: true,
    });
  const active = filters.filter((filter) => search[filter.key] !== undefined);
  const none = Object.fromEntries([...filters.map((filter) => [filter.key, undefined]), ['after', undefined]]);
  return (
    <search className="filters" aria-label={say('filter.label')}>
      {filters.map((filter) =>
        filter.options ? (
          <label key={filter.key}>
            {filter.label}
            <select
              className="control"
              value={String(search[filter.key] ?? '')}
              onChange={(event) => set(filter.key, event.target.value)}
            >
              <option value="">{filter.all ?? say('filter.all')}</option>
              {filter.options.map((option) => (
                <option key={option.id} value={option.id}>
                  {option.name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <div key={filter.key} className="labelled">
            <label htmlFor={`filter-${filter.key}`}>{filter.label}</label>
            {filter.kind === 'day' ? (
              <DayInput
                id={`filter-${filter.key}`}
                value={String(search[filter.key] ?? '')}
                change={(value) => (value === '' || readDay(value) === value) && set(filter.key, value)}
              />
            ) : (
              <Typed
                id={`filter-${filter.key}`}
                value={String(search[filter.key] ?? '')}
                change={(value) => set(filter.key, value)}
              />
            )}
          </div>
        ),
      )}
      {active.length > 0 && (
        <Link to="." search={(old: object) => ({ ...old, ...none })} className="button">
          {say('filter.clear')}
        </Link>
      )}
    </search>
  );
}

interface TypedProps {
  readonly id: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

/** Takes the text over when the writer pauses, not while Chinese input is being composed. */
function Typed({ id, value, change }: TypedProps) {
  const [text, setText] = useState(value);
  const composing = useRef(false);
  const latest = useRef(change);
  latest.current = change;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value || composing.current) return;
    const timer = setTimeout(() => latest.current(text), 400);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <input
      id={id}
      className="control"
      type="search"
      maxLength={100}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        latest.current(event.currentTarget.value);
      }}
    />
  );
}
