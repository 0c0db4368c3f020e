/** Endpoints of signing in, of one's own account, of one-time links. */
import { z } from 'zod';
import type { Endpoint } from './queries.ts';
import { UnitCode, Words } from './shapes.ts';

export const AdminRole = z.enum(['system', 'security', 'auditor']);
const Password = z.string().min(1).max(400);
const Code = z.string().min(1).max(40);
const Token = z.string().min(20).max(100);
const UserName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u)
  .describe('2 to 64 letters, digits, and . _ @ -');
const PersonName = z.string().trim().min(1).max(60);

const PasswordPolicy = z.object({
  length: z.number(),
  classes: z.number().describe('Of capitals, small letters, digits, signs'),
  history: z.number(),
  days: z.number(),
});
const Held = z.object({ unit: UnitCode, unit_name: z.string(), seat: z.string(), name: Words, acting: z.boolean() });
const Enrolment = z.object({
  secret: z.string(),
  address: z.string().describe('otpauth://'),
  picture: z.string().describe('The address as a QR code, SVG'),
});

export const peopleEndpoints = {
  getSignIn: {
    summary: 'What the sign-in page offers',
    who: 'anyone',
    reply: z.object({
      samples: z
        .array(
          z.object({
            account: z.uuid(),
            user_name: z.string(),
            name: z.string(),
            admin: AdminRole.nullable(),
            seats: z.array(Held),
          }),
        )
        .describe('Accounts of the sample, entered without a password; empty unless the sample is in and on loopback'),
      outside: z.string().nullable().describe('What the single sign-on is called'),
      is_set_up: z.boolean().describe('False while the three administrators are still to be set up'),
    }),
  },
  signIn: {
    summary: 'Sign in by user name and password; the reply says what else is needed',
    who: 'anyone',
    session: true,
    body: z.strictObject({
      user_name: z.string().min(1).max(100),
      password: Password,
      code: Code.optional().describe('Of the second factor, or a recovery code'),
      new_password: Password.optional().describe('Where the password must be changed'),
    }),
    reply: z.object({
      needs: z.enum(['code', 'enrol', 'new_password']).nullable().describe('null = signed in'),
      policy: PasswordPolicy,
      enrol: Enrolment.nullable().describe('The second factor that this account has to have from now on'),
      recovery_codes: z.array(z.string()).describe('Told once, when a second factor was just confirmed'),
    }),
  },
  enterSample: {
    summary: 'Enter as an account of the sample, without a password, on this machine only',
    who: 'anyone',
    session: true,
    body: z.strictObject({ account: z.uuid() }),
    reply: z.object({ account: z.uuid() }),
  },
  beginOutside: {
    summary: 'Leads to the single sign-on (OpenID Connect)',
    who: 'anyone',
    session: true,
    query: z.object({ to: z.string().max(500).optional() }),
    reply: z.unknown().describe('302'),
  },
  endOutside: {
    summary: 'Where the single sign-on leads back to',
    who: 'anyone',
    session: true,
    query: z.looseObject({
      code: z.string().max(4000).optional(),
      state: z.string().max(500).optional(),
      iss: z.string().max(500).optional(),
      error: z.string().max(200).optional(),
      error_description: z.string().max(1000).optional(),
      session_state: z.string().max(1000).optional(),
    }),
    reply: z.unknown().describe('302'),
  },
  lookAtLink: {
    summary: 'What a one-time link is for',
    who: 'anyone',
    body: z.strictObject({ token: z.string().max(400).describe('One cut off by a mail program is no link either') }),
    reply: z.object({
      purpose: z.enum(['set-up', 'password']),
      user_name: z.string().nullable(),
      name: z.string().nullable(),
      roles: z.array(z.object({ role: AdminRole, is_held: z.boolean() })),
      ends: z.string(),
      policy: PasswordPolicy,
    }),
  },
  useLink: {
    summary: 'Set a password by a one-time link',
    who: 'anyone',
    body: z.strictObject({ token: Token, password: Password }),
    reply: z.object({ user_name: z.string() }),
  },
  setUpAdministrator: {
    summary: 'Set up one of the three administrators by the link of the first start',
    who: 'anyone',
    body: z.strictObject({
      token: Token,
      role: AdminRole,
      name: PersonName,
      user_name: UserName,
      password: Password,
    }),
    reply: z.object({ missing: z.array(AdminRole) }),
  },
  signOut: { summary: 'End this session', session: true, reply: z.object({ ended: z.boolean() }) },
  getMe: {
    summary: 'Who is signed in',
    reply: z.object({
      account: z.string(),
      name: z.string(),
      user_name: z.string().nullable(),
      admin: AdminRole.nullable(),
      sample: z.boolean(),
      home: UnitCode.describe('The unit of the highest seat; 0 without one'),
      seats: z.array(Held),
      has_password: z.boolean(),
      password_ends: z.string().nullable().describe('Day on which the password must be changed'),
      second_factor: z.boolean(),
      recovery_codes: z.number().describe('How many are left'),
      policy: PasswordPolicy,
    }),
  },
  changePassword: {
    summary: "Change one's own password; other sessions end",
    body: z.strictObject({ password: Password, new_password: Password }),
    reply: z.object({ ended: z.number().describe('Other sessions that ended') }),
  },
  listSessions: {
    summary: "One's own sessions",
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          how: z.string(),
          address: z.string(),
          agent: z.string(),
          made_at: z.string(),
          seen_at: z.string(),
          own: z.boolean().describe('The session that asks'),
        }),
      ),
    }),
  },
  endSession: {
    summary: "End one of one's own sessions",
    params: z.object({ id: z.uuid() }),
    reply: z.object({ ended: z.number() }),
  },
  endOtherSessions: {
    summary: "End all of one's own sessions but this one",
    reply: z.object({ ended: z.number() }),
  },
  beginSecondFactor: {
    summary: 'Begin a second factor',
    body: z.strictObject({ password: Password }),
    reply: Enrolment,
  },
  confirmSecondFactor: {
    summary: 'Confirm it by its first code; the recovery codes are told once',
    body: z.strictObject({ code: Code }),
    reply: z.object({ recovery_codes: z.array(z.string()) }),
  },
  dropSecondFactor: {
    summary: 'Give up the second factor',
    body: z.strictObject({ password: Password, code: Code }),
    reply: z.object({ dropped: z.boolean() }),
  },
} as const satisfies Record<string, Endpoint>;

export const peopleParts = { UserName, PersonName, Held };
