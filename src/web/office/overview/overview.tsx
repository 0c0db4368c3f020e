/** What is owed in a unit and below it, how far it is met, and where help is needed first. */
import { Link } from '@tanstack/react-router';
import { Assumptions } from '../../kit/assumptions.tsx';
import { count } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { UnitHead } from '../../kit/page.tsx';
import { factual, usePlace } from '../../kit/place.ts';
import { Answer } from '../../kit/states.tsx';
import { overviewIn, useOverview, useReply } from '../../kit/use-reply.ts';
import { Attention } from './attention.tsx';
import { Children } from './children.tsx';
import { Changed, Computing } from './computing.tsx';
import { Coverage, Duties, GroupRows, LevelRows } from './fulfilment.tsx';
import type { Overview } from './shape.ts';
import { Trend } from './trend.tsx';

export function Screen() {
  const { say } = useLanguage();
  const { code, when, search } = usePlace();
  const units = search.units === 'now' ? 'now' : undefined;
  const query = useOverview(code, { ...when, units }, { keep: true });
  const known = overviewIn(query.data);
  return (
    <>
      <UnitHead page={say('tab.overview')} lead={known && <Lead overview={known} />} />
      <Answer query={query}>
        {(reply) => ('counting' in reply ? <Computing {...reply.counting} /> : <Board overview={reply} />)}
      </Answer>
    </>
  );
}

function Lead({ overview }: { overview: Overview }) {
  const { say, word, language } = useLanguage();
  const { code, when } = usePlace();
  const unit = useReply('getUnit', { params: { code }, query: factual(when) }).data;
  const below = unit?.counts
    .filter((row) => row.units > 0 && row.level !== overview.unit.level)
    .map((row) => say('overview.below', { level: say(`level.${row.level}`), n: count(row.units, language) }));
  return (
    <>
      {say('overview.asOf', { day: overview.day, year: overview.year })}
      {' · '}
      <Link to="/law/documents/$id" params={{ id: overview.regime.id }}>
        {word(overview.regime.name)}
      </Link>
      {overview.regime.what_if && <span className="tag warn">{say('whatif.mark')}</span>}
      {below && below.length > 0 && <span> · {below.join(say('list.comma'))}</span>}
    </>
  );
}

function Board({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  return (
    <>
      <UnitsSwitch overview={overview} />
      <Changed counted={overview.counted} />
      <Attention overview={overview} />
      <div className="two">
        <section className="part" aria-labelledby="levels">
          <h2 id="levels">{say('overview.levels')}</h2>
          <LevelRows overview={overview} />
        </section>
        <section className="part" aria-labelledby="trend">
          <Trend rows={overview.trend} />
        </section>
      </div>
      {overview.children.length > 0 && <Children overview={overview} />}
      <section className="part" aria-labelledby="groups">
        <h2 id="groups">{say('overview.groups')}</h2>
        <GroupRows overview={overview} />
      </section>
      <section className="part" aria-labelledby="duties">
        <h2 id="duties">{say('overview.duties')}</h2>
        <Duties overview={overview} />
      </section>
      {overview.coverage.length > 0 && (
        <section className="part" aria-labelledby="coverage">
          <h2 id="coverage">{say('overview.coverage')}</h2>
          <Coverage overview={overview} />
        </section>
      )}
      <Background overview={overview} />
    </>
  );
}

/** Where the unit itself was merged, split or moved: count by the units of the day, or by those of today. */
function UnitsSwitch({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const { code, when } = usePlace();
  const unit = useReply('getUnit', { params: { code }, query: factual(when) }).data;
  const isChanged = unit !== undefined && unit.predecessors.length + unit.successors.length > 0;
  if (overview.regime.what_if || (!isChanged && overview.units === 'then')) return null;
  return (
    <nav className="tabs units-switch no-print" aria-label={say('units.label')}>
      {(['then', 'now'] as const).map((units) => (
        <Link
          key={units}
          to="."
          search={(old: object) => ({ ...old, units: units === 'now' ? 'now' : undefined })}
          activeOptions={{ includeSearch: true, explicitUndefined: true }}
        >
          {say(`units.${units}`)}
        </Link>
      ))}
    </nav>
  );
}

/** What stands behind the figures: other law below, burden, assumptions. */
function Background({ overview }: { overview: Overview }) {
  const { say, word, language } = useLanguage();
  const minutes = overview.burden.minutes_per_village_month;
  return (
    <section className="part" aria-label={say('overview.background')}>
      {overview.regimes_below.length > 0 && (
        <p className="quiet">
          {say('overview.regimesBelow')}{' '}
          {overview.regimes_below.map((row, index) => (
            <span key={row.id}>
              {index > 0 && say('list.comma')}
              <Link to="/law/documents/$id" params={{ id: row.id }}>
                {row.unit.name} {word(row.name)}
              </Link>
            </span>
          ))}
        </p>
      )}
      {(overview.burden.records !== null || minutes !== null) && (
        <p className="quiet">
          {overview.burden.records !== null && say('overview.burden', { n: count(overview.burden.records, language) })}
          {minutes !== null && say('overview.minutes', { n: Math.round(minutes) })}
        </p>
      )}
      <Assumptions rows={overview.assumptions} />
    </section>
  );
}
