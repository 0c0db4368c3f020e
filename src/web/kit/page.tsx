/** The head of a page: title, lead, tabs of the unit or of the library. */
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import type { UnitRef } from '#contract';
import { Refused } from './client.ts';
import { sayOr, useLanguage } from './language.ts';
import { factual, usePlace } from './place.ts';
import { useReply } from './use-reply.ts';

/** The title of the window; it goes with the page, so that one that cannot be shown is not called like the one before. */
export function useTitle(title: string | undefined): void {
  const { say } = useLanguage();
  const name = say('frame.name');
  useEffect(() => {
    document.title = title ? `${title} – ${name}` : name;
    return () => {
      document.title = name;
    };
  }, [title, name]);
}

interface HeadProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** Below the name of a unit, which is the first heading already. */
  readonly second?: boolean;
}
export function PageHead({ title, lead, second }: HeadProps) {
  return (
    <div className="page-head">
      {second ? <h2 className="second">{title}</h2> : <h1>{title}</h1>}
      {lead && <div className="lead">{lead}</div>}
    </div>
  );
}

const unitTabs = [
  ['/u/$code', 'tab.overview'],
  ['/u/$code/obligations', 'tab.obligations'],
  ['/u/$code/seats', 'tab.seats'],
  ['/u/$code/records', 'tab.records'],
  ['/u/$code/new', 'tab.new'],
  ['/u/$code/unit', 'tab.unit'],
] as const;

/** Kind of a unit in a word: county, street with farming, statistical placeholder. */
export function useUnitKind(): (unit: UnitRef) => string {
  const { say } = useLanguage();
  return (unit) => {
    const kind = sayOr(say, `kind.${unit.kind}`, say(`level.${unit.level}`));
    return unit.level === 'county' || unit.kind === 'street'
      ? say(unit.farming ? 'kind.farming' : 'kind.nofarming', { kind })
      : kind;
  };
}

/** Name of the unit and its pages. `page` is what this page is called in the browser's title. */
interface UnitHeadProps {
  readonly page: string;
  readonly lead?: ReactNode;
  /** The tab that a page below it belongs to. */
  readonly under?: 'tab.obligations' | 'tab.seats';
}
export function UnitHead({ page, lead, under }: UnitHeadProps) {
  const { say } = useLanguage();
  const { code, when } = usePlace();
  const kindOf = useUnitKind();
  const query = useReply('getUnit', { params: { code }, query: factual(when) });
  const unit = query.data?.unit;
  // Of a unit that does not exist there are no pages to choose from; the page below says so.
  const unknown = query.error instanceof Refused;
  useTitle(unit && `${unit.name} · ${page}`);
  return (
    <>
      <PageHead
        title={
          <>
            {unit?.name ?? (query.isPending ? '…' : code)}
            {unit && unit.level !== 'nation' && (
              <small>
                {kindOf(unit)} {unit.code}
              </small>
            )}
          </>
        }
        lead={lead}
      />
      {!unknown && (
        <nav className="tabs" aria-label={say('tab.label')}>
          {unitTabs.map(([to, text]) => (
            <Link
              key={to}
              to={to}
              params={{ code }}
              activeOptions={{ exact: to === '/u/$code', includeSearch: false }}
              {...(text === under ? { 'aria-current': 'true' as const } : {})}
            >
              {say(text)}
            </Link>
          ))}
        </nav>
      )}
    </>
  );
}

const lawTabs = [
  ['/law', 'law.documents'],
  ['/law/texts', 'texts.title'],
  ['/law/drafts', 'drafts.title'],
  ['/law/compare', 'law.compare'],
  ['/law/assumptions', 'law.assumptions'],
] as const;

export function LawHead({ title, page, lead }: { title: ReactNode; page: string; lead?: ReactNode }) {
  const { say } = useLanguage();
  useTitle(page);
  return (
    <>
      <nav className="tabs" aria-label={say('law.tabs')}>
        {lawTabs.map(([to, text]) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/law', includeSearch: false }}>
            {say(text)}
          </Link>
        ))}
      </nav>
      <PageHead title={title} lead={lead} />
    </>
  );
}
