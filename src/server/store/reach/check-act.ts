/** Whether an act on a record is open to whoever sends it: out of reach is not found, in reach but not allowed is said why. */
import type { RecordState } from '#ledger';
import { isUnitCode, type Reach, type ReachRow, type RecordRow, reach } from '#org';
import { isDay, type Law, type Library, type ReachAct, Refusal } from '#regime';
import type { ActRequest } from '../acts.ts';

/** Refuses with the reason, and with who may. */
export function refuseNotAllowed(library: Library, within: Reach, day: string, act: ReachAct, row: ReachRow): never {
  const why = reach.why((unit) => library.at(day, unit), within, act, row);
  if (why.allowed) throw new Error(`${act} on ${row.unit} is allowed`);
  const { words, who, grant } = why;
  const rule = library.at(day, row.unit).reach.grants.get(grant ?? '');
  throw new Refusal(
    'not_allowed',
    {
      name: within.name,
      act,
      unit: row.unit,
      reason_zh: `${words.zh}可以办理的：${who.zh}`,
      reason_en: `${words.en} Who may: ${who.en}`,
    },
    [...(rule?.clauses ?? []), ...(rule?.assumption === undefined ? [] : [rule.assumption])],
  );
}

/** A record that is still to be made, as far as its sender said what it is; the rest is refused as ever. */
function rowToMake({ body, actor, today }: ActRequest): RecordRow | undefined {
  const { unit, kind, day, fields } = body;
  if (unit === undefined || !isUnitCode(unit)) return undefined;
  return reach.rowOf({
    unit,
    kind: kind ?? '',
    day: day !== undefined && isDay(day) ? day : today,
    fields: fields ?? {},
    author: actor,
  });
}

/** Before a chain is locked: whoever has nothing in a home cannot hold up those who have. */
export function refuseStrangers({ reach: within, county, record, verb, body }: ActRequest): void {
  if (!within || reach.touches(within, county)) return;
  if (verb === 'create') throw new Refusal('unit_unknown', { field: 'unit', value: body.unit ?? county });
  throw new Refusal('record_unknown', { county, record });
}

/** Before anything else is said of a record: `state` is what stands, made by `author`. */
export function refuseOutOfReach(
  library: Library,
  request: ActRequest,
  state: RecordState | undefined,
  author: string,
): void {
  const { reach: within, county, record, verb, today } = request;
  if (!within) return;
  const row = state ? reach.rowOf({ ...state, author }) : rowToMake(request);
  if (!row) return;
  const kind = library.at(state?.day ?? today, row.unit).kinds.get(row.kind);
  if (state && !reach.may(within, 'see', row)) throw new Refusal('record_unknown', { county, record });
  if (!state && verb !== 'create') return;
  if (!state && !reach.covers(within, row.unit)) throw new Refusal('unit_unknown', { field: 'unit', value: row.unit });
  const act = reach.actOf(kind, verb);
  if (!reach.may(within, act, row)) refuseNotAllowed(library, within, today, act, row);
}

/** After it: nobody mends a record into one that he could not have mended. */
export function refuseMovedOut(
  library: Library,
  law: Law,
  request: ActRequest,
  before: RecordState | undefined,
  after: RecordState,
  author: string,
): void {
  const { reach: within, verb, today } = request;
  if (!within || !before) return;
  const act = reach.actOf(law.kinds.get(after.kind), verb);
  const row = reach.rowOf({ ...after, state: before.state, author });
  if (!reach.may(within, act, row)) refuseNotAllowed(library, within, today, act, row);
}
