/** Whatever takes a file writes down what it refused: who sent what, where, and why it did not go in. */
import { type Endpoint, endpoints, type RouteName, refusalReply } from '#contract';
import type { Actor } from '#org';
import { Refusal } from '#regime';
import type { Caller, Handlers } from '../http/handlers.ts';
import { auditAlone } from '../store/people/audit.ts';
import type { Context } from './context.ts';

interface Sent {
  readonly params?: { readonly code?: string };
  readonly query?: { readonly home?: string };
  readonly body?: Uint8Array;
  readonly by: Actor;
  readonly from?: Caller;
}

/** The handlers; those whose body is a file tell the audit log of every refusal. */
export function tellingUploads<H extends Partial<Handlers>>(context: Context, handlers: H): H {
  const telling = Object.entries(handlers).map(([name, handler]) => {
    if ((endpoints[name as RouteName] as Endpoint).bytes !== true) return [name, handler];
    const answer = async (sent: Sent): Promise<unknown> => {
      try {
        return await (handler as unknown as (sent: Sent) => Promise<unknown>)(sent);
      } catch (error) {
        if (error instanceof Refusal) await tell(context, name, sent, error);
        throw error;
      }
    };
    return [name, answer];
  });
  return Object.fromEntries(telling) as H;
}

function tell(
  context: Context,
  what: string,
  { params, query, body, by, from }: Sent,
  refusal: Refusal,
): Promise<void> {
  const [, { message }] = refusalReply(refusal);
  const facts = { what, bytes: body?.length ?? 0, code: refusal.code, why: message };
  const unit = params?.code ?? query?.home ?? '';
  const entry = { kind: 'upload-refused', by, unit, address: from?.address ?? '', facts };
  return auditAlone(context.stores, entry, context.now());
}
