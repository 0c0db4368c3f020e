/** Links to the things that every page names: a unit, a clause, a duty, an obligation, a record, an assumption. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ObligationRow, RecordRow, UnitRef } from '#contract';
import { type Language, useLanguage } from './language.ts';
import { citationOf } from './texts/citation.ts';

export function UnitLink({ unit, children }: { unit: UnitRef; children?: ReactNode }) {
  return (
    <Link to="/u/$code" params={{ code: unit.code }} className="unit-name">
      {children ?? unit.name}
    </Link>
  );
}

/** `children`: the citation of the document, which is Chinese; English pages cite by the numbers of the clause. */
export function ClauseLink({ id, children }: { id: string; children?: ReactNode }) {
  const { language } = useLanguage();
  const own = language === 'en' || children === undefined ? citationOf(id, language) : undefined;
  return (
    <Link to="/law/clause" search={{ id }} title={id}>
      {own ?? children ?? id}
    </Link>
  );
}

export function DutyLink({ duty, children }: { duty: string; children: ReactNode }) {
  return (
    <Link to="/law/duties/$duty" params={{ duty }}>
      {children}
    </Link>
  );
}

export function AssumptionLink({ id, children }: { id: string; children?: ReactNode }) {
  return (
    <Link to="/law/assumptions" hash={id}>
      {children ?? id}
    </Link>
  );
}

/** The assumptions that a figure rests on, said to be such: their numbers alone tell a reader nothing. */
export function AssumptionMarks({ ids }: { ids: readonly string[] }) {
  const { say } = useLanguage();
  if (ids.length === 0) return null;
  return (
    <span className="small quiet chips">
      {say('assumptions.mark')}
      {ids.map((id) => (
        <AssumptionLink key={id} id={id} />
      ))}
    </span>
  );
}

type Obliged = Pick<ObligationRow, 'duty' | 'holder' | 'period'> & { unit: { code: string } };
export function ObligationLink({ of, children, className }: { of: Obliged; children: ReactNode; className?: string }) {
  return (
    <Link
      to="/u/$code/o/$duty/$holder/$period"
      params={{ code: of.unit.code, duty: of.duty, holder: of.holder, period: of.period }}
      className={className}
    >
      {children}
    </Link>
  );
}

type Titled = Pick<RecordRow, 'title'> & { readonly title_en?: string };
/** What a record is called: in English too where its kind gives the title, else in the words of its author. */
export const recordTitle = (record: Titled, language: Language): string =>
  (language === 'en' && record.title_en) || record.title;

export function RecordLink({
  record,
  children,
}: {
  record: Pick<RecordRow, 'county' | 'id'> & Titled;
  children?: ReactNode;
}) {
  const { say, language } = useLanguage();
  return (
    <Link to="/r/$county/$id" params={{ county: record.county, id: record.id }}>
      {children ?? (recordTitle(record, language) || say('record.untitled'))}
    </Link>
  );
}

/** The seats of a joint holder, each a link to its sheet. */
export function SeatLinks({ unit, holder, name }: { unit: string; holder: string; name: string }) {
  const seats = holder.split('+');
  if (seats.length === 1) {
    return (
      <Link to="/u/$code/s/$seat" params={{ code: unit, seat: holder }}>
        {name}
      </Link>
    );
  }
  return <span>{name}</span>;
}
