/**
 * What the program says to the outside: every endpoint with its parameters and replies, and every refusal with its
 * status and wording. Server, screens and command line share it; it knows none of them.
 */

export { endpoints, type Params, type Query, type Reply, type Sent } from './endpoints.ts';
export type { Endpoint, Who } from './queries.ts';
export { type Guard, guardOf, type UnitPlace } from './reach/guards.ts';
export { type RefusalCode, refusalReply, refusals } from './refusals.ts';
export { type RouteName, routes } from './routes.ts';
export type {
  ActInput,
  CoverageFigures,
  Figures,
  KindShape,
  ObligationRow,
  RecordRow,
  UnitRef,
} from './shapes.ts';
export { RefusalReply } from './shapes.ts';
export type { Overview } from './unit-endpoints.ts';
