/** A picture of the places: one mark each, filled where reached, by the unit they lie in; each group opens to a list. */
import type { Reply, UnitRef } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { UnitLink } from '../../kit/links.tsx';
import { usePlace } from '../../kit/place.ts';
import { useReply } from '../../kit/use-reply.ts';

type Coverage = Reply<'getSheet'>['coverage'][number];
interface Place {
  readonly unit: UnitRef;
  /** Day of the last visit; null where nobody has been yet. */
  readonly last: string | null;
}
interface Group {
  readonly code: string;
  readonly places: Place[];
}

/** Villages are gathered by township; whatever lies directly below the unit stands in one group. */
function grouped(visited: Coverage['visited'], missing: Coverage['missing'], code: string): Group[] {
  const places: Place[] = [
    ...missing.map((unit) => ({ unit, last: null })),
    ...visited.map((unit) => ({ unit, last: unit.last })),
  ].sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1));
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const parent = place.unit.code.length === 12 && code.length === 6 ? place.unit.code.slice(0, 9) : code;
    const group = groups.get(parent);
    if (group) group.push(place);
    else groups.set(parent, [place]);
  }
  return [...groups].map(([parent, members]) => ({ code: parent, places: members }));
}

export function ReachedPlaces({ visited, missing }: Pick<Coverage, 'visited' | 'missing'>) {
  const { say } = useLanguage();
  const { code } = usePlace();
  const groups = grouped(visited, missing, code);
  const names = useReply('listChildren', { params: { code }, query: { limit: 200 } }, { enabled: groups.length > 1 });
  if (groups.length === 0) return null;
  return (
    <>
      <h3 className="places-title">{say('coverage.places', { missing: missing.length, visited: visited.length })}</h3>
      {groups.map((group) => (
        <GroupRow
          key={group.code}
          group={group}
          name={names.data?.rows.find((row) => row.code === group.code)?.name}
          open={groups.length === 1 && group.places.length <= 40}
        />
      ))}
    </>
  );
}

function GroupRow({ group, name, open }: { group: Group; name: string | undefined; open: boolean }) {
  const { say } = useLanguage();
  const reached = group.places.filter((place) => place.last !== null).length;
  return (
    <details className="fold place-group" open={open}>
      <summary>
        <span className="place-name">{name ?? say('coverage.all')}</span>
        <span className="place-count">{say('coverage.done', { done: reached, targets: group.places.length })}</span>
        <span className="place-marks" aria-hidden="true">
          {group.places.map((place) => (
            <i key={place.unit.code} className={place.last === null ? undefined : 'reached'} title={place.unit.name} />
          ))}
        </span>
      </summary>
      <ul className="marks">
        {group.places.map((place) => (
          <li key={place.unit.code} className={place.last === null ? 'mark' : 'mark reached'}>
            <UnitLink unit={place.unit} /> <span className="small quiet">{place.last ?? say('coverage.notYet')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
