/** Endpoints of the administrators: accounts and the audit log; and what two persons decide. */
import { z } from 'zod';
import { AdminRole, peopleParts } from './people-endpoints.ts';
import { type Endpoint, paging } from './queries.ts';
import { Day, Page, UnitCode, UnitRef, Words } from './shapes.ts';

const { UserName, PersonName, Held } = peopleParts;

const AccountRow = z.object({
  id: z.uuid(),
  user_name: z.string(),
  name: z.string(),
  admin: AdminRole.nullable(),
  sample: z.boolean(),
  disabled: z.boolean(),
  has_password: z.boolean(),
  second_factor: z.boolean(),
  seats: z.array(Held),
});
const Link = z.object({
  link: z.string().describe('Address to hand over; works once'),
  ends: z.string(),
});
const one = z.object({ id: z.uuid() });
const Deed = z.enum(['grant-admin', 'end-admin', 'export-accounts', 'export-contacts']);
const Reason = z.string().trim().min(1).max(300);

const AuditFilter = z.object({
  person: z.string().max(100).optional().describe('Account, or part of a name'),
  kind: z.string().max(60).optional(),
  from: Day.optional(),
  to: Day.optional(),
  unit: UnitCode.optional().describe('A unit and all below it'),
});

export const accountEndpoints = {
  listAccounts: {
    summary: 'Accounts by user name',
    who: 'security',
    query: paging.extend({ q: z.string().max(100).optional() }),
    reply: Page(AccountRow),
  },
  searchPersons: {
    summary: 'Persons in seats who have no account yet, by part of the name',
    who: 'security',
    query: z.object({ q: z.string().min(1).max(60) }),
    reply: z.object({ rows: z.array(z.object({ person: z.string(), name: z.string(), seats: z.array(Held) })) }),
  },
  createAccount: {
    summary: 'An account for a person; the link lets them set their password',
    who: 'security',
    body: z.strictObject({
      id: z.uuid().describe('Made by the client; sending it again only makes another link'),
      user_name: UserName,
      name: PersonName,
      person: z.string().min(1).max(100).optional().describe('A person in a seat; absent: a new person'),
    }),
    reply: Link,
  },
  resetAccount: {
    summary: 'A one-time link to set another password; sessions and second factor end',
    who: 'security',
    params: one,
    body: z.strictObject({ second_factor: z.boolean().describe('Take away the second factor as well') }),
    reply: Link,
  },
  askPasswordChange: {
    summary: 'Have the password changed at the next sign-in; sessions end',
    who: 'security',
    params: one,
    body: z.strictObject({ reason: z.string().trim().min(1).max(300) }),
    reply: z.object({ asked: z.boolean().describe('False where there is no password') }),
  },
  disableAccount: {
    summary: 'Close an account; its sessions end at once',
    who: 'security',
    params: one,
    body: z.strictObject({ reason: z.string().trim().min(1).max(300) }),
    reply: z.object({ disabled: z.boolean() }),
  },
  enableAccount: {
    summary: 'Open a closed account again',
    who: 'security',
    params: one,
    body: z.strictObject({ reason: z.string().trim().min(1).max(300) }),
    reply: z.object({ disabled: z.boolean() }),
  },
  exportAccounts: {
    summary: 'The list of accounts as a spreadsheet; personal data, so two persons decide',
    who: 'security',
    query: z.object({ approval: z.uuid(), lang: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown().describe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
  listApprovals: {
    summary: 'What one person asked and another decides, newest first: what concerns whoever asks',
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          kind: Deed,
          account: z.object({ id: z.string(), name: z.string(), user_name: z.string() }).nullable(),
          role: AdminRole.nullable(),
          unit: UnitRef.nullable().describe('Whose persons are to be exported'),
          purpose: Words.nullable().describe('What they are to be exported for'),
          ground: z.string().describe('The rule or document that it rests on'),
          reason: z.string(),
          asked_by: z.string(),
          asked_at: z.string(),
          ends_at: z.string(),
          decided_by: z.string().nullable(),
          decided_at: z.string().nullable(),
          answer: z.string().describe('What whoever decided said to it'),
          state: z.enum(['open', 'ended', 'refused', 'approved', 'done']),
          can: z.array(z.enum(['approve', 'refuse', 'export'])).describe('What whoever asks may do with it'),
        }),
      ),
    }),
  },
  askApproval: {
    summary: 'Ask another person: an administrator seat to be given or ended, personal data to be exported',
    body: z.strictObject({
      id: z.uuid().describe('Made by the client'),
      kind: Deed,
      account: z.uuid().optional(),
      role: AdminRole.optional(),
      unit: UnitCode.optional().describe('export-contacts: holders of seats of this unit and all below it'),
      purpose: z.string().max(60).optional().describe('export-contacts: one of the purposes of the pack'),
      ground: Reason.optional().describe('export-contacts: the rule or document that it rests on'),
      reason: Reason,
    }),
    reply: z.object({ id: z.uuid() }),
  },
  decideApproval: {
    summary: 'Approve or refuse what another person asked; what is approved is done at once, exports by who asked',
    params: one,
    body: z.strictObject({
      verdict: z.enum(['approved', 'refused']),
      answer: z.string().trim().max(300).default('').describe('Needed where it is refused'),
    }),
    reply: z.object({ state: z.enum(['refused', 'approved', 'done']) }),
  },
  listAudit: {
    summary: 'The audit log, newest first',
    who: 'auditor',
    query: paging.extend(AuditFilter.shape),
    reply: Page(
      z.object({
        seq: z.number(),
        at: z.string(),
        kind: z.string(),
        actor: z.string(),
        actor_name: z.string(),
        subject: z.string(),
        subject_name: z.string(),
        unit: z.string(),
        unit_name: z.string(),
        address: z.string(),
        facts: z.record(z.string(), z.unknown()),
      }),
    ).extend({ kinds: z.array(z.string()).describe('All kinds that occur') }),
  },
  exportAudit: {
    summary: 'The same as a spreadsheet',
    who: 'auditor',
    query: AuditFilter.extend({ lang: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown().describe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
} as const satisfies Record<string, Endpoint>;
