/** The units one step below: a tile for each, those doing well and those that may need help, and the whole list. */
import { useNavigate } from '@tanstack/react-router';
import { bandOf, bands, bandText, count, percent } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { UnitLink } from '../../kit/links.tsx';
import { useUnitKind } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { figureColumns } from './fulfilment.tsx';
import type { Child, Overview } from './shape.ts';
import { Tile } from './tile.tsx';

export function Children({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const rows = overview.children;
  return (
    <section className="part" aria-labelledby="children">
      <h2 id="children">{say('children.title', { n: rows.length })}</h2>
      <div className="tiles">
        {rows.map((row) => (
          <Tile key={row.unit.code} row={row} />
        ))}
      </div>
      <ul className="legend" aria-label={say('children.legend')}>
        {bands.map((band) => (
          <li key={band}>
            <i className={`band-${band}`} aria-hidden="true" />
            {say(bandText(band))} {band !== 'none' && say(`bandRange.${band}`)}
          </li>
        ))}
      </ul>
      {rows.length > 7 && <Ends rows={rows} />}
      <Table rows={rows} />
    </section>
  );
}

/** Both ends of the list, as places where help or an example may be found. Never persons. */
function Ends({ rows }: { rows: readonly Child[] }) {
  const { say } = useLanguage();
  const rated = rows.filter((row) => row.figures.rate !== null && row.figures.due > 0);
  const help = rated
    .filter((row) => (row.figures.rate ?? 1) < 0.8)
    .sort((a, b) => (a.figures.rate ?? 0) - (b.figures.rate ?? 0) || b.figures.overdue - a.figures.overdue);
  const well = rated
    .filter((row) => (row.figures.rate ?? 0) >= 0.8)
    .sort((a, b) => (b.figures.rate ?? 0) - (a.figures.rate ?? 0) || b.figures.due - a.figures.due);
  if (help.length + well.length === 0) return null;
  return (
    <div className="two ends">
      {help.length > 0 && (
        <div>
          <h3>{say('children.help')}</h3>
          <Places rows={help.slice(0, 3)} />
        </div>
      )}
      {well.length > 0 && (
        <div>
          <h3>{say('children.well')}</h3>
          <Places rows={well.slice(0, 3)} />
        </div>
      )}
    </div>
  );
}

function Places({ rows }: { rows: readonly Child[] }) {
  const { say, language } = useLanguage();
  return (
    <ul className="places">
      {rows.map((row) => (
        <li key={row.unit.code}>
          <UnitLink unit={row.unit} />
          <span className="quiet nowrap">
            {percent(row.figures.rate)} · {say('children.overdue', { n: count(row.figures.overdue, language) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The tiles show every child already; the table opens where it was asked for. */
function Table({ rows }: { rows: readonly Child[] }) {
  const { say } = useLanguage();
  const { search } = usePlace();
  const asked = search.sort !== undefined;
  return (
    <details className="fold" open={asked} key={String(asked)}>
      <summary>{say('children.list')}</summary>
      <ChildRows rows={rows} />
    </details>
  );
}

function ChildRows({ rows }: { rows: readonly Child[] }) {
  const { say } = useLanguage();
  const { search } = usePlace();
  const navigate = useNavigate();
  const kindOf = useUnitKind();
  const [by, down] = String(search.sort ?? '').split('.');
  return (
    <Rows
      caption={say('children.list')}
      rows={rows}
      rowKey={(row) => row.unit.code}
      order={by ? { by, down: down !== 'up' } : undefined}
      onOrder={(order) =>
        void navigate({
          to: '.',
          search: (old: object) => ({ ...old, sort: order.down ? order.by : `${order.by}.up` }),
          replace: true,
          resetScroll: false,
          hash: true,
        })
      }
      columns={[
        {
          id: 'unit',
          head: say('figure.unit'),
          main: true,
          sort: (row) => row.unit.code,
          cell: (row) => <UnitLink unit={row.unit} />,
        },
        { id: 'kind', head: say('figure.kind'), cell: (row) => <span className="quiet">{kindOf(row.unit)}</span> },
        { id: 'band', head: say('figure.band'), cell: (row) => say(bandText(bandOf(row.figures.rate))) },
        ...figureColumns<Child>(say, (row) => row.figures),
      ]}
    />
  );
}
