/** The shape of a handler: what the contract says goes in and comes out, by endpoint name; HTTP itself stays outside. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { endpoints, Reply, RouteName } from '#contract';
import type { Actor, Reach } from '#org';

type Given<N extends RouteName, K extends 'params' | 'query' | 'body'> = (typeof endpoints)[N] extends {
  [P in K]: infer Z extends z.ZodType;
}
  ? z.output<Z>
  : undefined;

/** Where a request comes from. */
export interface Caller {
  /** Network address, behind a named proxy that of the client. */
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
  /** The token of the session cookie. */
  readonly session: string | undefined;
  /** All cookies, as they were sent. */
  readonly cookies?: string | undefined;
}

/** Whoever is signed in; may be nobody where the contract says that anyone may come. */
type By<N extends RouteName> = (typeof endpoints)[N] extends { who: 'anyone' } ? Actor | undefined : Actor;

/** Parameters, query and body of an endpoint after validation, defaults filled in; `undefined` where it has none. */
export interface Input<N extends RouteName> {
  readonly params: Given<N, 'params'>;
  readonly query: Given<N, 'query'>;
  readonly body: (typeof endpoints)[N] extends { bytes: true } ? Uint8Array : Given<N, 'body'>;
  readonly by: By<N>;
  /** What they may see and do today; filled in by the guard. */
  readonly reach: Reach;
  readonly from: Caller;
}

/** A file as reply: its bytes are streamed as they are made. */
export class Download {
  readonly type: string;
  readonly name: string;
  readonly bytes: Readable;
  /** A browser may show it: pictures that were re-encoded, nothing else. */
  readonly isShown: boolean;
  /** What is said of it beside its bytes. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    type: string,
    name: string,
    bytes: Readable,
    isShown = false,
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.headers = headers;
    this.type = type;
    this.name = name;
    this.bytes = bytes;
    this.isShown = isShown;
  }
}

export interface Cookie {
  readonly name: string;
  /** null takes it away. */
  readonly value: string | null;
  /** Seconds; absent: until the browser is closed. */
  readonly seconds?: number;
  /** lax: it also comes along when another site leads here, which a single sign-on does. */
  readonly site: 'Strict' | 'Lax';
}

/** A reply that opens or ends a session, or leads elsewhere. */
export class Answer<T> {
  readonly reply: T;
  readonly cookies: readonly Cookie[];
  readonly to: string | undefined;

  constructor(reply: T, cookies: readonly Cookie[], to?: string) {
    this.reply = reply;
    this.cookies = cookies;
    this.to = to;
  }
}

type Answered<N extends RouteName> = (typeof endpoints)[N] extends { session: true }
  ? Answer<Reply<N>>
  : unknown extends Reply<N>
    ? Download
    : Reply<N>;

export type Handler<N extends RouteName> = (input: Input<N>) => Promise<Answered<N>>;

/** One handler for every endpoint of the contract: a missing or surplus one does not compile. */
export type Handlers = { readonly [N in RouteName]: Handler<N> };
