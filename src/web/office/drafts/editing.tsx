/** Changes that are not saved yet, kept when somebody else saves meanwhile: carried over or given up by the person alone. */
import { useState } from 'react';
import { useLanguage } from '../../kit/language.ts';
import { carried } from './carry.ts';

/** Rows under work, begun from those of a version. Without changes they are always the latest. */
export function useEdited<T>(version: number, current: readonly T[]) {
  const latest = { version, from: current, rows: current };
  const [edit, setEdit] = useState(latest);
  const isChanged = edit.rows !== edit.from;
  const shown = isChanged ? edit : latest;
  return {
    rows: shown.rows,
    version: shown.version,
    isChanged,
    /** Somebody else has saved since the changes began. */
    overtaken: isChanged && edit.version !== version,
    change: (next: (rows: readonly T[]) => readonly T[]): void =>
      setEdit((old) => {
        const base = old.rows === old.from ? latest : old;
        return { ...base, rows: next(base.rows) };
      }),
    /** Puts the changed rows into the latest ones; undefined where that cannot be. */
    carrying: (key: (row: T) => string, both?: (mine: T) => T): (() => void) | undefined => {
      const rows = carried(edit, current, key, both);
      return rows && (() => setEdit({ ...latest, rows }));
    },
    reset: (): void => setEdit(latest),
  };
}

/** Says that the text has moved on under one's hands. */
export function Overtaken({ carry, drop }: { carry: (() => void) | undefined; drop: () => void }) {
  const { say } = useLanguage();
  return (
    <div className="notice-in" role="alert">
      <p>{say(carry ? 'drafts.overtaken' : 'drafts.overtakenSame')}</p>
      <div className="filters">
        {carry && (
          <button type="button" className="button" onClick={carry}>
            {say('drafts.carry')}
          </button>
        )}
        <button type="button" className="button" onClick={drop}>
          {say('drafts.dropMine')}
        </button>
      </div>
    </div>
  );
}
