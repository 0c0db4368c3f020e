/** Reach, as everyone asks for it. */
import { actOf, rowOf, seatsNamed } from './reach-record.ts';
import {
  covers,
  everything,
  exportable,
  grantFor,
  may,
  open,
  reaches,
  reachOf,
  scopes,
  touches,
} from './reach-value.ts';
import { why } from './reach-why.ts';

export type { OpenGrant, Place, Reach, ReachRow, RecordRow } from './reach-value.ts';
export type { Why } from './reach-why.ts';

export const reach = {
  of: reachOf,
  everything,
  may,
  grantFor,
  open,
  covers,
  reaches,
  touches,
  scopes,
  exportable,
  why,
  actOf,
  rowOf,
  seatsNamed,
};
