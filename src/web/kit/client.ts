/** The typed client: one `call` for every endpoint of the contract, and the three ways in which it can fail. */
import { type Params, type Query, type RefusalReply, type Reply, type RouteName, routes, type Sent } from '#contract';
import { ended } from './session/ended.ts';

export interface Ask<N extends RouteName> {
  readonly params?: Params<N>;
  readonly query?: Query<N>;
  readonly body?: Sent<N>;
}

/** The server understood and said no; `reply` says what happened and what to do next, in both languages. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly reply: RefusalReply;
  constructor(status: number, reply: RefusalReply) {
    super(reply.code);
    this.status = status;
    this.reply = reply;
  }
}

/** No answer at all: offline, stopped, or still starting. Whether an act arrived is not known; resend it. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** An answer that is not of the contract: a fault of the program. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly status: number;
  readonly request: string | null;
  constructor(status: number, request: string | null) {
    super(`status ${status}`);
    this.status = status;
    this.request = request;
  }
}

/** Address of an endpoint with its path parameters and query filled in; empty values fall out. */
export function addressOf<N extends RouteName>(name: N, ask: Ask<N> = {}): string {
  const params = (ask.params ?? {}) as Record<string, string>;
  const path = routes[name][1].replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries((ask.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Asks the server. Throws `Refused`, `Unreachable` or `Broken`. */
export async function call<N extends RouteName>(name: N, ask: Ask<N> = {}, signal?: AbortSignal): Promise<Reply<N>> {
  const response = await send(name, ask, signal);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as Reply<N>;
  if (isRefusal(body)) {
    if (response.status === 401) ended.set(true);
    throw new Refused(response.status, body);
  }
  if (response.status === 502 || response.status === 503 || response.status === 504) throw new Unreachable();
  throw new Broken(response.status, response.headers.get('x-request-id'));
}

async function send<N extends RouteName>(name: N, ask: Ask<N>, signal?: AbortSignal): Promise<Response> {
  const init: RequestInit = { method: routes[name][0], headers: { accept: 'application/json' } };
  if (signal) init.signal = signal;
  if (ask.body instanceof Blob) {
    init.headers = { ...init.headers, 'content-type': 'application/octet-stream' };
    init.body = ask.body;
  } else if (ask.body !== undefined) {
    init.headers = { ...init.headers, 'content-type': 'application/json' };
    init.body = JSON.stringify(ask.body);
  }
  try {
    return await fetch(addressOf(name, ask), init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Unreachable('unreachable', { cause });
  }
}

/** Whether an answer is a refusal of ours. */
export function isRefusal(body: unknown): body is RefusalReply {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body && 'remedy' in body;
}
