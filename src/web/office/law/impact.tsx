/** What two regimes mean on the real tree: acts a year by level, and what each seat gains, loses or does otherwise. */
import type { Reply } from '#contract';
import { Count } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { DutyLink } from '../../kit/links.tsx';
import { Rows } from '../../kit/rows.tsx';

type Found = Reply<'compareRegimes'>;

export function Impact({ found, heads: [a, b] }: { found: Found; heads: readonly [string, string] }) {
  const { say } = useLanguage();
  const { impact } = found;
  return (
    <section className="part" aria-labelledby="impact">
      <h2 id="impact">{say('impact.title', { name: impact.place.name })}</h2>
      <Rows
        caption={say('impact.levels')}
        rows={impact.levels.filter((row) => row.units > 0)}
        rowKey={(row) => row.level}
        columns={[
          { id: 'level', head: say('figure.level'), main: true, cell: (row) => say(`level.${row.level}`) },
          { id: 'units', head: say('figure.units'), end: true, cell: (row) => <Count value={row.units} /> },
          {
            id: 'a',
            head: say('impact.acts', { name: a }),
            end: true,
            cell: (row) => <Count value={Math.round(row.acts_a)} />,
          },
          {
            id: 'b',
            head: say('impact.acts', { name: b }),
            end: true,
            cell: (row) => <Count value={Math.round(row.acts_b)} />,
          },
          {
            id: 'unit_a',
            head: say('impact.perUnit', { name: a }),
            end: true,
            cell: (row) => row.per_unit_a.toFixed(1),
          },
          {
            id: 'unit_b',
            head: say('impact.perUnit', { name: b }),
            end: true,
            cell: (row) => row.per_unit_b.toFixed(1),
          },
        ]}
      />
      {impact.seats.length > 0 && <Seats found={found} />}
    </section>
  );
}

function Seats({ found }: { found: Found }) {
  const { say, word } = useLanguage();
  const names = new Map(found.rows.map((row) => [row.duty, word(row.name)]));
  const duties = (ids: readonly string[]) =>
    ids.length === 0 ? null : (
      <span className="chips">
        {ids.map((id) => (
          <DutyLink key={id} duty={id}>
            {names.get(id) ?? id}
          </DutyLink>
        ))}
      </span>
    );
  return (
    <details className="fold" style={{ marginTop: '1.5rem' }}>
      <summary>{say('impact.seats', { n: found.impact.seats.length })}</summary>
      <Rows
        caption={say('impact.seatsTitle')}
        rows={found.impact.seats}
        rowKey={(row) => `${row.level}|${row.holder}`}
        columns={[
          { id: 'seat', head: say('figure.holder'), main: true, cell: (row) => word(row.name) },
          { id: 'level', head: say('figure.level'), cell: (row) => say(`level.${row.level}`) },
          { id: 'gains', head: say('impact.gains'), cell: (row) => duties(row.gains) },
          { id: 'loses', head: say('impact.loses'), cell: (row) => duties(row.loses) },
          { id: 'changes', head: say('impact.changes'), cell: (row) => duties(row.changes) },
        ]}
      />
    </details>
  );
}
