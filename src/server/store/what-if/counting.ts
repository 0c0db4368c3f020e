/**
 * Counts whole scopes under another law in the background: home by home, each written as it is done, so that a stopped
 * count goes on where it was. Homes that have changed since are counted again; nobody else is.
 */
import type { Day, Law, Library } from '#regime';
import { behindRequests } from '../counter.ts';
import type { Stores } from '../open-store.ts';
import { countHome } from './count-home.ts';
import { type HomeState, staleHomes } from './stale.ts';
import { stampOf } from './stamp.ts';
import { keepLaw, putHome } from './sums.ts';

export interface WhatIfAsked {
  readonly regime: string;
  /** A day on which the regime says what is asked for. */
  readonly day: Day;
  readonly scope: string;
}

export interface Counting {
  /**
   * Sees to it that a scope is counted under a law, first of all scopes; does not wait. `among` is where the law is out
   * of, unless it is the law in force: a draft stands in a library of its own.
   */
  see(law: Law, asked: WhatIfAsked, among?: Library): void;
  /** Settles when nothing is being counted. */
  idle(): Promise<void>;
  /** Ends in the midst of a home; what was counted of others stays. */
  stop(): Promise<void>;
}

interface Run {
  scope: string;
  running: Promise<void> | undefined;
  /** When the next look is due, in milliseconds of the process. */
  next: number;
}

/** After a look the next one waits so many times as long as it took, but not less than `rest` milliseconds. */
const share = 5;

/** `onError` hears of failures; the next one who asks starts another try. */
export function startCounting(
  stores: Stores,
  library: Library,
  onError: (error: unknown) => void = () => {},
  rest = 1000,
): Counting {
  const runs = new Map<string, Run>();
  const stopping = new AbortController();
  const { signal } = stopping;

  const count = async (run: Run, law: Law, { regime, day }: WhatIfAsked, among: Library): Promise<void> => {
    const stamp = stampOf(law);
    const isStill = (other: string, on: Day): boolean => stampOn(among, regime, on) === other;
    await stores.asLoader((store) => keepLaw(store, { stamp, regime, day }, isStill));
    const began = performance.now();
    const left = new Set(await stores.asChecker((store) => staleHomes(store, stamp)));
    const looked = performance.now() - began;
    for (let state = nextOf(left, run.scope); state && !signal.aborted; state = nextOf(left, run.scope)) {
      left.delete(state);
      const { home } = state;
      const own = await stores.asChecker((store) => countHome(store, law, home, signal));
      await stores.asLoader((store) => putHome(store, stamp, state as HomeState, own));
    }
    run.next = performance.now() + Math.max(rest, share * looked);
  };

  return {
    see: (law, asked, among = library) => {
      if (signal.aborted) return;
      const stamp = stampOf(law);
      const run = runs.get(stamp) ?? { scope: asked.scope, running: undefined, next: 0 };
      runs.set(stamp, run);
      run.scope = asked.scope;
      if (run.running || performance.now() < run.next) return;
      run.next = performance.now() + rest;
      run.running = behindRequests(() => count(run, law, asked, among))
        .catch((error: unknown) => {
          if (!signal.aborted) onError(error);
        })
        .finally(() => {
          run.running = undefined;
        });
    },
    idle: async () => {
      await Promise.all([...runs.values()].map((run) => run.running));
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([...runs.values()].map((run) => run.running));
    },
  };
}

/** The next one of the scope, else of the others. */
function nextOf(left: ReadonlySet<HomeState>, scope: string): HomeState | undefined {
  let first: HomeState | undefined;
  for (const state of left) {
    first ??= state;
    if (scope === '0' || state.home.startsWith(scope)) return state;
  }
  return first;
}

function stampOn(library: Library, regime: string, day: Day): string | undefined {
  try {
    return stampOf(library.under(regime, day));
  } catch {
    // a regime that is gone, or a day on which nothing is in force any more
    return undefined;
  }
}
