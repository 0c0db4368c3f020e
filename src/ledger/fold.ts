/** A record is the fold of its acts: the same acts give the same state, in the server, the browser and in ten years. */
import type { Law, RecordKind } from '#regime';
import type { Act, FieldValue, FieldValues, RecordState } from './record.ts';

/** The step that a verb is in a state: undefined when it is not open there. A record that is not yet has state ''. */
export function stepOf(
  kind: RecordKind,
  verb: string,
  state: string | undefined,
): RecordKind['acts'][number] | undefined {
  return kind.acts.find(
    (act) =>
      act.verb === verb && (state === undefined ? verb === 'create' : verb !== 'create' && act.from.includes(state)),
  );
}

/** Verbs that may come next, in the order of the pack. */
export const openActs = (kind: RecordKind, state: RecordState | undefined): Act['verb'][] =>
  [...new Set(kind.acts.map((act) => act.verb))].filter((verb) => stepOf(kind, verb, state?.state) !== undefined);

/** Verbs that may change what a record says; the others only move its state. */
export const writes = (verb: Act['verb']): boolean => verb === 'amend' || verb === 'correct' || verb === 'submit';

function kept(fields: Readonly<Record<string, FieldValue>>): FieldValues {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** Whether an act may set fields: those that write any, others those that the pack names. */
export const setsFields = (kind: RecordKind | undefined, state: RecordState, act: Act): boolean =>
  writes(act.verb) || (kind !== undefined && (stepOf(kind, act.verb, state.state)?.sets ?? []).length > 0);

/** The state after one more act. The act must have passed `perform`, now or when it was first received. */
export function applyAct(law: Law, state: RecordState | undefined, act: Act): RecordState {
  const { body } = act;
  const kindId = state?.kind ?? body.kind ?? '';
  const kind = law.kinds.get(kindId);
  const to = kind && stepOf(kind, act.verb, state?.state)?.to;
  if (!state)
    return {
      id: act.record,
      kind: kindId,
      unit: body.unit ?? '',
      day: body.day ?? act.day,
      state: to ?? '',
      fields: kept(body.fields ?? {}),
      version: 1,
      regime: law.regime.id,
      mark: law.mark,
    };
  return {
    ...state,
    day: writes(act.verb) ? (body.day ?? state.day) : state.day,
    state: to ?? state.state,
    fields: setsFields(kind, state, act) ? kept({ ...state.fields, ...body.fields }) : state.fields,
    version: state.version + 1,
  };
}

/**
 * What the acts of one record amount to; an act that comes twice counts once. `law` is the law at the record's unit on
 * the day of its first act: the record keeps its regime and mark. `each` hears of every state on the way. Undefined when
 * there are no acts.
 */
export function stateOf(
  acts: readonly Act[],
  law: Law,
  each?: (state: RecordState, act: Act) => void,
): RecordState | undefined {
  const seen = new Set<string>();
  let state: RecordState | undefined;
  for (const act of acts) {
    if (seen.has(act.id)) continue;
    seen.add(act.id);
    state = applyAct(law, state, act);
    each?.(state, act);
  }
  return state;
}
