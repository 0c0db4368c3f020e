/** The shape of a handler: what the contract says goes in and comes out, by endpoint name; HTTP itself stays outside. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { endpoints, Reply, RouteName } from '#contract';
import type { Actor } from '#org';

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
}

/** Whoever is signed in; may be nobody where the contract says that anyone may come. */
type By<N extends RouteName> = (typeof endpoints)[N] extends { who: 'anyone' } ? Actor | undefined : Actor;

/** Parameters, query and body of an endpoint after validation, defaults filled in; `undefined` where it has none. */
export interface Input<N extends RouteName> {
  readonly params: Given<N, 'params'>;
  readonly query: Given<N, 'query'>;
  readonly body: (typeof endpoints)[N] extends { bytes: true } ? Uint8Array : Given<N, 'body'>;
  readonly by: By<N>;
  readonly from: Caller;
}

/** A file as reply: its bytes are streamed as they are made. */
export class Download {
  readonly type: string;
  readonly name: string;
  readonly bytes: Readable;
  /** A browser may show it: pictures that were re-encoded, nothing else. */
  readonly isShown: boolean;

  constructor(type: string, name: string, bytes: Readable, isShown = false) {
    this.type = type;
    this.name = name;
    this.bytes = bytes;
    this.isShown = isShown;
  }
}

export type Handler<N extends RouteName> = (input: Input<N>) => Promise<unknown extends Reply<N> ? Download : Reply<N>>;

/** One handler for every endpoint of the contract: a missing or surplus one does not compile. */
export type Handlers = { readonly [N in RouteName]: Handler<N> };
