/** Work that comes round: sending what is due, and drawing a month once it is sealed. One turn at a time. */
export interface Clock {
  stop(): Promise<void>;
}

/** Runs `turn` every `interval` milliseconds, never twice at once; `onError` hears of failures and the next turn tries again. */
export function startClock(turn: () => Promise<unknown>, interval: number, onError: (error: unknown) => void): Clock {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= turn()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }, interval);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
