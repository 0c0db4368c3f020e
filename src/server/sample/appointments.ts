/** The acts by which the sample's persons took and left their seats. */
import { addDays, type Day } from '#regime';
import type { ActRequest } from '../store/acts.ts';
import { sampleActor } from './notebook.ts';
import type { PlantedTenure } from './people.ts';
import { Random } from './random.ts';

/** One record for each tenure, under the id of the tenure; entered a few days after its event. */
export function appointmentsOf(
  county: string,
  people: readonly PlantedTenure[],
  today: Day,
  seed: number,
): ActRequest[] {
  const random = new Random(seed, 'appointments', county);
  const act = (tenure: PlantedTenure, verb: 'create' | 'end', day: Day, body: ActRequest['body']): ActRequest => {
    const entered = addDays(day, random.whole(0, 5));
    const received = entered > today ? today : entered;
    const second = random.whole(0, 3_599) + (verb === 'end' ? 3_600 : 0);
    const at = new Date(Date.parse(`${received}T00:00:00.000Z`) + second * 1000).toISOString();
    return { county, record: tenure.id, id: random.uuid(), verb, body, actor: sampleActor, at, today: received };
  };
  return people.flatMap((tenure) => {
    const { unit, seat, person, name, from, to, acting } = tenure;
    const fields = { seat: [`${unit}:${seat}`], person, name, from, acting };
    const made = act(tenure, 'create', from, { kind: 'appointment', unit, day: from, fields });
    if (to === null) return [made];
    const ended = act(tenure, 'end', to, { fields: { until: to, end_reason: 'transfer' } });
    // A tenure of a few days is entered with its end.
    if (made.at > ended.at) return [{ ...made, body: { ...made.body, fields: { ...fields, until: to } } }];
    return [made, ended];
  });
}
