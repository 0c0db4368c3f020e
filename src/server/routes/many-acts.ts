/** One act on many records: each is judged by itself, and the answer says which went in and which did not, and why. */
import { type Reply, refusalReply } from '#contract';
import type { Actor, Reach } from '#org';
import { Refusal } from '#regime';
import { type ActOutcome, type ActRequest, performAct } from '../store/acts.ts';
import { type Context, requireLoaded, todayOf } from './context.ts';
import { unitNames } from './names.ts';
import { recordRow } from './record-row.ts';

interface Wanted {
  readonly county: string;
  readonly record: string;
  /** Of the act, made by the client. */
  readonly id: string;
  readonly verb: ActRequest['verb'];
  readonly version: number;
  readonly reason?: string | undefined;
}

/** Does the acts one after another. One that is refused takes no other with it; what is no refusal is a bug. */
export async function performMany(
  context: Context,
  acts: readonly Wanted[],
  { by, reach }: { by: Actor; reach: Reach },
): Promise<Reply<'performActs'>> {
  const done: { county: string; outcome: ActOutcome }[] = [];
  const refused: Reply<'performActs'>['refused'][number][] = [];
  for (const { county, record, id, verb, version, reason } of acts) {
    try {
      requireLoaded(context, county, 'villages');
      const body = { version, ...(reason !== undefined && { reason }) };
      const when = { at: context.now().toISOString(), today: todayOf(context) };
      const request = { county, record, id, verb, body, actor: by.account, by, reach, ...when };
      done.push({ county, outcome: await performAct(context.stores, context.library, request) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ record, refusal: refusalReply(error)[1] });
    }
  }
  const units = done.map(({ outcome }) => outcome.record.unit);
  const names = await context.stores.as('0', (store) => unitNames(store, units));
  return {
    done: done.map(({ county, outcome: { record: state, title, counts, fulfils } }) => ({
      record: recordRow(context.library, { state, county, title, counts, fulfils }, names),
      version: state.version,
    })),
    refused,
  };
}
