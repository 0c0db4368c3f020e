/** Reach, as everyone asks for it. */
import { actOf, rowOf, seatsNamed } from './reach-record.ts';
import { covers, everything, grantFor, may, open, reachOf, scopes } from './reach-value.ts';
import { why } from './reach-why.ts';

export type { OpenGrant, Place, Reach, ReachRow } from './reach-value.ts';
export type { Why } from './reach-why.ts';

export const reach = { of: reachOf, everything, may, grantFor, open, covers, scopes, why, actOf, rowOf, seatsNamed };
