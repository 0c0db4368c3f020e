/**
 * Packs whose day has come: they join the library of the running server, what they touch is settled anew, and the entry
 * is written as an act. Running it twice changes nothing; ended midway it goes on where it was.
 */
import { randomUUID } from 'node:crypto';
import type { Day } from '#regime';
import type { Lawbook } from './lawbook.ts';
import type { Stores } from './store/open-store.ts';
import { recountUnder } from './store/recount.ts';
import { actOnDraft, type DuePack, packsDue } from './store/texts/drafts.ts';

export interface Enterer {
  /** Looks whether a day has come, and does what follows; one at a time. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

interface Parts {
  readonly stores: Stores;
  readonly lawbook: Lawbook;
  readonly now: () => Date;
  readonly dayOf: (instant: Date) => Day;
}

/** Takes the packs that hold already into the library, without settling anything: for a start, and for commands. */
export async function takeEntered({ stores, lawbook, now, dayOf }: Parts): Promise<void> {
  const due = await stores.asChecker((store) => packsDue(store, dayOf(now())));
  const held = due.filter(({ isIn }) => isIn);
  if (held.length > 0 || lawbook.added.length > 0) lawbook.take(held);
}

/** Looks by itself every so many milliseconds; a pack that does not load any more is told and left out. */
export function startEntering(parts: Parts, onNote: (line: string) => void, interval = 60_000): Enterer {
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const look = (): Promise<void> => {
    running = running
      .catch(() => undefined)
      .then(async () => {
        if (!isStopped) await enterDue(parts, onNote);
      });
    return running;
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      if (!isStopped) onNote(`regimes: ${String(error)}`);
    });
  }, interval);
  timer.unref();
  return {
    look,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running.catch(() => undefined);
    },
  };
}

async function enterDue({ stores, lawbook, now, dayOf }: Parts, onNote: (line: string) => void): Promise<void> {
  const instant = now();
  const today = dayOf(instant);
  const due = await stores.asChecker((store) => packsDue(store, today));
  const isKnown = due.length === lawbook.added.length && due.every(({ id }) => lawbook.added.includes(id));
  if (isKnown && due.every(({ isIn }) => isIn)) return;
  lawbook.take(due);
  for (const pack of due.filter(({ isIn }) => !isIn)) {
    const fixed = await recountUnder(stores, lawbook.library, pack.home);
    await enter(stores, pack, instant.toISOString(), today);
    onNote(
      `${pack.id}：自 ${pack.inForce} 起施行，重新核算 ${fixed.credits + fixed.progress} 项。 In force from ${pack.inForce}; ${fixed.credits + fixed.progress} rows settled anew.`,
    );
  }
}

const enter = (stores: Stores, pack: DuePack, at: string, today: Day): Promise<unknown> =>
  actOnDraft(stores, {
    home: pack.home,
    draft: pack.draft,
    id: randomUUID(),
    verb: 'regime-enter',
    body: { version: pack.version },
    actor: 'system',
    at,
    today,
  });
