/** Gives memory back when there is a pause: V8 keeps what a burst of requests made until it is full again. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FastifyInstance } from 'fastify';

export interface Rest {
  stop(): void;
}

/** Whether to collect now: something was done since the last time, and nothing for a whole turn. Counts the turns. */
export function pauses(): { act(): void; turn(): boolean } {
  let [isTired, isQuiet] = [false, false];
  return {
    act: () => {
      isTired = true;
      isQuiet = false;
    },
    turn: () => {
      const isPause = isTired && isQuiet;
      isQuiet = true;
      if (isPause) isTired = false;
      return isPause;
    },
  };
}

/** Collects at the first pause of `interval` to 2 × `interval` milliseconds after requests, and once after `work`. */
export function startRest(app: FastifyInstance, work: Promise<unknown>, interval = 5000): Rest {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: object) => void;
  const pause = pauses();
  app.server.on('request', pause.act);
  work.then(pause.act, () => {});
  const timer = setInterval(() => {
    // The last resort also gives freed pages back, which is what this is for.
    if (pause.turn()) collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, interval);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
