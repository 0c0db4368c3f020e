/**
 * The shape of reach.yaml: who may see and do what, as data. A role is held by seats; a grant gives its roles acts on
 * record kinds at their unit. Every item cites a clause, or the assumption that stands in for one, or says why.
 */
import { z } from 'zod';
import { Assumed, ClauseId, Day, Id, Level, Words } from './pack.ts';

/** Acts on a record. */
export const recordActs = [
  'see',
  'create',
  'amend',
  'withdraw',
  'submit',
  'return',
  'accept',
  'comment',
  'export',
] as const;
/** Acts on a unit as a whole: its figures, its people, the law that holds there. */
export const unitActs = [
  'figures',
  'appoint',
  'import',
  'export-people',
  'approve-export',
  'draft-regime',
  'sign-regime',
] as const;
export const reachActs = [...recordActs, ...unitActs] as const;
export const ReachAct = z.enum(reachActs);
export type ReachAct = z.infer<typeof ReachAct>;

const basis = {
  clauses: z.array(ClauseId).min(1).optional(),
  assumption: Assumed.shape.assume.optional(),
  why: Words.optional(),
};

/** Seats that hold a role: named ones, or all seats of some bodies and of the bodies below them; at some levels only. */
export const Holding = z.strictObject({
  seats: z.array(Id).min(1).optional(),
  bodies: z.array(Id).min(1).optional(),
  levels: z.array(Level).min(1).optional(),
});
export type Holding = z.infer<typeof Holding>;

export const Role = z.strictObject({ id: Id, name: Words, held_by: z.array(Holding).min(1), ...basis });
export type Role = z.infer<typeof Role>;

/** `own_unit`: the unit of the seat alone; `subtree`: with all below; `own_seat`: there, records that name the seat. */
export const wheres = ['own_unit', 'subtree', 'own_seat'] as const;

/** Conditions on columns of a record; all that are given must hold. */
export const ReachCondition = z.strictObject({
  /** Only under these units. */
  units: z
    .array(z.string().regex(/^(0|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/, '不是单位代码|not a unit code'))
    .min(1)
    .optional(),
  levels: z.array(Level).min(1).optional(),
  states: z.array(Id).min(1).optional(),
  /** The seat is among those that the record names. */
  own_seat: z.literal(true).optional(),
  author: z.enum(['me', 'other']).optional(),
  /** The day of the record is at most so many days ago. */
  within_days: z.union([z.number().int().min(0), Assumed]).optional(),
  /** Whether the kind names households. */
  personal: z.boolean().optional(),
});
export type ReachCondition = z.infer<typeof ReachCondition>;

export const Grant = z.strictObject({
  id: Id,
  roles: z.array(Id).min(1),
  acts: z.array(ReachAct).min(1),
  /** Record kinds and groups of them; needed where an act is on a record. */
  kinds: z.union([z.literal('all'), z.array(Id).min(1)]).optional(),
  where: z.enum(wheres),
  when: ReachCondition.optional(),
  from: Day.optional(),
  until: Day.nullable().optional(),
  ...basis,
});
export type Grant = z.infer<typeof Grant>;

export const KindGroup = z.strictObject({ id: Id, name: Words, kinds: z.array(Id).min(1) });
export type KindGroup = z.infer<typeof KindGroup>;

const changeOf = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ replace: Id, ...basis, with: z.strictObject(shape).partial() });
const Removal = z.strictObject({ remove: Id, ...basis });
const { id: _role, ...roleParts } = Role.shape;
const { id: _grant, ...grantParts } = Grant.shape;
export const RoleEntry = z.union([Role, changeOf(roleParts), Removal]);
export type RoleEntry = z.infer<typeof RoleEntry>;
export const GrantEntry = z.union([Grant, changeOf(grantParts), Removal]);
export type GrantEntry = z.infer<typeof GrantEntry>;
export const ReachFile = z.strictObject({
  groups: z.array(KindGroup).optional(),
  roles: z.array(RoleEntry).optional(),
  grants: z.array(GrantEntry).optional(),
});
export type ReachFile = z.infer<typeof ReachFile>;

/** A grant after resolution: groups opened, days settled. */
export interface ResolvedGrant extends Omit<Grant, 'kinds' | 'when'> {
  /** Pack that last changed it. */
  readonly regime: string;
  readonly kinds: 'all' | readonly string[];
  readonly when: Omit<ReachCondition, 'within_days'> & { readonly within_days?: number };
}
export interface ResolvedRole extends Role {
  readonly regime: string;
}
export interface LawReach {
  readonly roles: ReadonlyMap<string, ResolvedRole>;
  readonly grants: ReadonlyMap<string, ResolvedGrant>;
}
