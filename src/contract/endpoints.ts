/** Parameters, bodies and replies of every endpoint in `routes.ts`, under the same name. OpenAPI is made from these. */
import type { z } from 'zod';
import { accountEndpoints } from './account-endpoints.ts';
import { documentEndpoints } from './document-endpoints.ts';
import { dutyEndpoints } from './duty-endpoints.ts';
import { fileEndpoints } from './file-endpoints.ts';
import { lawEndpoints } from './law-endpoints.ts';
import { peopleEndpoints } from './people-endpoints.ts';
import type { Endpoint } from './queries.ts';
import { recordEndpoints } from './record-endpoints.ts';
import { reviewEndpoints } from './review/endpoints.ts';
import type { RouteName } from './routes.ts';
import { seatEndpoints } from './seat-endpoints.ts';
import { draftEndpoints } from './texts/draft-endpoints.ts';
import { textEndpoints } from './texts/text-endpoints.ts';
import { unitEndpoints } from './unit-endpoints.ts';

export const endpoints = {
  ...unitEndpoints,
  ...dutyEndpoints,
  ...recordEndpoints,
  ...lawEndpoints,
  ...documentEndpoints,
  ...seatEndpoints,
  ...textEndpoints,
  ...draftEndpoints,
  ...fileEndpoints,
  ...peopleEndpoints,
  ...accountEndpoints,
  ...reviewEndpoints,
} as const satisfies Record<RouteName, Endpoint>;

type Of<N extends RouteName, K extends 'params' | 'query' | 'body' | 'reply'> = (typeof endpoints)[N] extends {
  [P in K]: infer Z extends z.ZodType;
}
  ? Z
  : never;
/** What the caller gives (before defaults) and what comes back, by endpoint name. */
export type Params<N extends RouteName> = z.input<Of<N, 'params'>>;
export type Query<N extends RouteName> = z.input<Of<N, 'query'>>;
export type Sent<N extends RouteName> = (typeof endpoints)[N] extends { bytes: true } ? Blob : z.input<Of<N, 'body'>>;
export type Reply<N extends RouteName> = z.output<Of<N, 'reply'>>;
