/** The door where nobody comes in over the network: commands, and tests of other things. */
import { randomBytes } from 'node:crypto';
import type { Door } from '../../people/door.ts';
import { standardPolicy } from '../../people/policy.ts';
import { sessionsOf } from '../../people/sessions.ts';
import { vaultOf } from '../../people/vault.ts';
import { type Context, todayOf } from '../context.ts';

export function closedDoor({ stores, now }: Pick<Context, 'stores' | 'now'>): Door {
  const key = randomBytes(32);
  return {
    policy: standardPolicy,
    vault: vaultOf(() => key),
    sessions: sessionsOf({ stores, policy: standardPolicy, now, dayOf: (instant) => todayOf({ now: () => instant }) }),
    isLocal: true,
    outside: null,
    address: 'http://localhost',
  };
}
