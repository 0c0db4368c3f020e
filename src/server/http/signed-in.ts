/** Who sends a request, and whether the contract lets them come that far. What they reach is decided behind. */
import type { FastifyRequest } from 'fastify';
import type { Who } from '#contract';
import type { Actor } from '#org';
import { Refusal } from '#regime';
import type { Caller } from './handlers.ts';

/** Asks who is signed in. */
export type SignedIn = (from: Caller) => Promise<Actor | undefined>;

export const sessionCookie = 'zerentian_session';

/** Lets pass or refuses: first whether anyone is signed in, then whether this account may. */
export function admit(who: Who, by: Actor | undefined): void {
  if (who === 'anyone') return;
  if (by === undefined) throw new Refusal('not_signed_in', {});
  if (who === 'signed-in' || by.admin === who || (who === 'admin' && by.admin !== null)) return;
  throw new Refusal('not_allowed', { name: by.name, needs: who, ...reasons[who] });
}

const reasons: Readonly<Record<Exclude<Who, 'anyone' | 'signed-in'>, { reason_zh: string; reason_en: string }>> = {
  system: { reason_zh: '只有系统管理员可以', reason_en: 'only the system administrator may' },
  security: { reason_zh: '只有安全管理员可以', reason_en: 'only the security administrator may' },
  auditor: { reason_zh: '只有审计管理员可以', reason_en: 'only the auditor may' },
  admin: { reason_zh: '只有管理员可以', reason_en: 'only an administrator may' },
};

export const callerOf = (request: FastifyRequest): Caller => ({
  address: request.ip,
  agent: (request.headers['user-agent'] ?? '').slice(0, 200),
  session: cookieOf(request.headers.cookie, sessionCookie),
  cookies: request.headers.cookie,
});

/** A cookie of a request. Ours hold letters and digits only, so nothing needs to be decoded. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}
