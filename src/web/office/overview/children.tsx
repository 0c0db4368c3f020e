/** The units one step below: as tiles or as a treemap, both ends of the list, and the whole list. */
import { useNavigate } from '@tanstack/react-router';
import { type Band, bandOf, boundsOf, helpBelow, spanOf } from '../../kit/bands.ts';
import { count } from '../../kit/format.ts';
import { useKept } from '../../kit/kept.ts';
import { useLanguage } from '../../kit/language.ts';
import { UnitLink } from '../../kit/links.tsx';
import { useUnitKind } from '../../kit/page.tsx';
import { percent } from '../../kit/percent.ts';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { figureColumns } from './fulfilment.tsx';
import type { Child, Overview } from './shape.ts';
import { Tile } from './tile.tsx';
import { TreeMap } from './tree-map.tsx';

export function Children({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const { children: rows, bands } = overview;
  const [view, setView] = useKept('zerentian.children', ['tiles', 'map']);
  const owing = rows.filter((row) => row.figures.owed > 0).length;
  const asMap = view === 'map' && owing > 1;
  return (
    <section className="part" aria-labelledby="children">
      <div className="part-head">
        <h2 id="children">{say('children.title', { n: rows.length })}</h2>
        {owing > 1 && (
          <button
            type="button"
            className="link-button no-print"
            aria-pressed={view === 'map'}
            onClick={() => setView(view === 'map' ? 'tiles' : 'map')}
          >
            {say(view === 'map' ? 'children.asTiles' : 'children.asMap')}
          </button>
        )}
      </div>
      {asMap ? (
        <TreeMap rows={rows} bands={bands} />
      ) : (
        <div className="tiles">
          {rows.map((row) => (
            <Tile key={row.unit.code} row={row} bands={bands} />
          ))}
        </div>
      )}
      <Legend bands={bands} />
      {rows.length > 7 && <Ends rows={rows} bands={bands} />}
      <Table rows={rows} bands={bands} instead={asMap} />
    </section>
  );
}

function Legend({ bands }: { bands: readonly Band[] }) {
  const { say, word } = useLanguage();
  return (
    <ul className="legend" aria-label={say('children.legend')}>
      {bands.map((band, index) => (
        <li key={band.tone}>
          <i className={`band-${band.tone}`} aria-hidden="true" />
          {word(band.name)} {spanOf(bands, index)}
        </li>
      ))}
      <li>
        <i className="band-none" aria-hidden="true" />
        {say('band.none')}
      </li>
    </ul>
  );
}

/** Both ends of the list, as places where help or an example may be found. Never persons; nothing due is neither. */
function Ends({ rows, bands }: { rows: readonly Child[]; bands: readonly Band[] }) {
  const { say } = useLanguage();
  const line = helpBelow(bands);
  const rated = rows.flatMap(({ unit, figures }) =>
    figures.rate === null || figures.due === 0 ? [] : [{ unit, figures, rate: figures.rate }],
  );
  const byName = (a: Child, b: Child) => a.unit.name.localeCompare(b.unit.name, 'zh-CN');
  const help = rated.filter((row) => row.rate < line).sort((a, b) => a.rate - b.rate || byName(a, b));
  const well = rated.filter((row) => row.rate >= line).sort((a, b) => b.rate - a.rate || byName(a, b));
  if (help.length + well.length === 0) return null;
  return (
    <div className="two ends">
      {help.length > 0 && (
        <div>
          <h3>{say('children.help')}</h3>
          <Places rows={help.slice(0, 3)} bands={bands} />
        </div>
      )}
      {well.length > 0 && (
        <div>
          <h3>{say('children.well')}</h3>
          <Places rows={well.slice(0, 3)} bands={bands} />
        </div>
      )}
    </div>
  );
}

function Places({ rows, bands }: { rows: readonly Child[]; bands: readonly Band[] }) {
  const { say, language } = useLanguage();
  return (
    <ul className="places">
      {rows.map((row) => (
        <li key={row.unit.code}>
          <UnitLink unit={row.unit} />
          <span className="quiet nowrap">
            {percent(row.figures.rate, boundsOf(bands))} ·{' '}
            {say('children.overdue', { n: count(row.figures.overdue, language) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface TableProps {
  readonly rows: readonly Child[];
  readonly bands: readonly Band[];
  readonly instead: boolean;
}

/**
 * The tiles show every child already; the table opens where it was asked for, and beside the areas, which no keyboard
 * reaches: there it is the way to each child.
 */
function Table({ rows, bands, instead }: TableProps) {
  const { say } = useLanguage();
  const { search } = usePlace();
  const asked = instead || search.sort !== undefined;
  return (
    <details className="fold" open={asked} key={String(asked)}>
      <summary>{say('children.list')}</summary>
      <ChildRows rows={rows} bands={bands} />
    </details>
  );
}

function ChildRows({ rows, bands }: { rows: readonly Child[]; bands: readonly Band[] }) {
  const { say, word } = useLanguage();
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
        {
          id: 'band',
          head: say('figure.band'),
          cell: (row) => {
            const band = bandOf(bands, row.figures.rate);
            return band ? word(band.name) : say('band.none');
          },
        },
        ...figureColumns<Child>(say, (row) => row.figures, boundsOf(bands)),
      ]}
    />
  );
}
