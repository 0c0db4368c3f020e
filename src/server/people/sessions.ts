/** Who is signed in, by the token of a cookie: asked of the database every few seconds, remembered in between. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '#org';
import type { Day } from '#regime';
import type { Store, Stores } from '../store/open-store.ts';
import { type FoundSession, findSession, openSession, sweep, touchSession } from '../store/people/sessions.ts';
import { needsFactor, type Policy } from './policy.ts';
import { newToken, tokenHash } from './tokens.ts';

export interface Sessions {
  /** Whoever a token stands for. */
  find(token: string | undefined): Promise<Actor | undefined>;
  /** Opens one in a transaction; gives the token, which is kept nowhere. */
  open(
    store: Store,
    made: { account: string; how: string; address: string; agent: string; most?: number },
  ): Promise<string>;
  /** Forgets what is remembered: something about people has changed. */
  forget(): void;
  /** The moment before which a session that was not used is over. */
  idleSince(): Date;
}

export interface SessionsGiven {
  readonly stores: Stores;
  readonly policy: Policy;
  now(): Date;
  dayOf(instant: Date): Day;
}

/** How long an answer of the database is believed: so long a change made by another process may go unnoticed. */
const believed = 5_000;
const touchEvery = 60_000;
const most = 10_000;

interface Known {
  readonly found: FoundSession;
  readonly until: number;
  touchedAt: number;
}

export function sessionsOf({ stores, policy, now, dayOf }: SessionsGiven): Sessions {
  const known = new Map<string, Known>();
  const idleSince = (): Date => new Date(now().getTime() - policy.session.idle * 60_000);
  const look = async (hash: string): Promise<Known | undefined> => {
    const at = now();
    const found = await stores.as('0', (store) =>
      findSession(store, hash, { day: dayOf(at), now: at, idleSince: idleSince() }),
    );
    // Who was made an administrator meanwhile, or came before the rule did, signs in again, with a second factor.
    if (!found || (found.how === 'password' && needsFactor(policy, found.actor.admin))) return undefined;
    if (known.size >= most) known.clear();
    const made = { found, until: at.getTime() + believed, touchedAt: found.seenAt.getTime() };
    known.set(hash, made);
    return made;
  };
  return {
    idleSince,
    forget: () => known.clear(),
    find: async (token) => {
      if (token === undefined) return undefined;
      const [hash, at] = [tokenHash(token), now().getTime()];
      let session = known.get(hash);
      if (!session || session.until <= at) {
        known.delete(hash);
        session = await look(hash);
      }
      if (!session) return undefined;
      if (at - session.touchedAt >= touchEvery) {
        session.touchedAt = at;
        await stores.writing('0', (store) => touchSession(store, hash, new Date(at)));
      }
      return session.found.actor;
    },
    open: async (store, { most: room = policy.session.most, ...made }) => {
      const [token, at] = [newToken(), now()];
      await sweep(store, { now: at, idleSince: idleSince() });
      const endsAt = new Date(at.getTime() + policy.session.hours * 3_600_000);
      await openSession(store, { ...made, tokenHash: tokenHash(token), id: randomUUID(), at, endsAt }, room);
      return token;
    },
  };
}
