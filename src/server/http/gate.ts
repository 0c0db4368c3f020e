/**
 * Keeps a busy server quick: so many requests are worked on at once, a short line waits, and whoever would wait longer is
 * told at once to come again. Sixty lines of our own and not @fastify/under-pressure: that one looks at the event loop and
 * the heap, and here it is the line for a database connection that grows while the loop stays idle.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#regime';

export interface GateSetting {
  /** Requests worked on at once: fewer than there are connections to the database, so that none waits behind it unseen. */
  readonly together: number;
  /** Milliseconds that a request may wait for its turn. */
  readonly wait: number;
}

export const standardGate: GateSetting = { together: 12, wait: 300 };

interface Waiting {
  readonly go: () => void;
  readonly timer: NodeJS.Timeout;
}

/** The line before the work. `lag` is how late the event loop runs, in milliseconds: that time has been waited already. */
export class Gate {
  readonly #setting: GateSetting;
  readonly #lag: () => number;
  readonly #now: () => number;
  readonly #line = new Set<Waiting>();
  #inside = 0;
  #refused = 0;
  /** Milliseconds from one that leaves to the next while there is a line, on average. */
  #pace = 0;
  #leftAt = 0;

  constructor(setting: GateSetting, lag: () => number = () => 0, now: () => number = () => performance.now()) {
    this.#setting = setting;
    this.#lag = lag;
    this.#now = now;
  }

  /** Settles when it is the caller's turn. Refusal `overloaded` at once where that would take too long, or when it did. */
  async enter(): Promise<void> {
    const { together, wait } = this.#setting;
    if (this.#inside < together) {
      this.#inside += 1;
      return;
    }
    const left = wait - this.#lag();
    if (left <= 0 || (this.#line.size + 1) * this.#pace > left) throw this.#full();
    await new Promise<void>((go, refuse) => {
      const one: Waiting = {
        go,
        timer: setTimeout(() => {
          this.#line.delete(one);
          refuse(this.#full());
        }, left),
      };
      this.#line.add(one);
    });
  }

  /** Hands the place to the next in line. */
  leave(): void {
    const now = this.#now();
    const [next] = this.#line;
    if (!next) {
      this.#inside -= 1;
      this.#leftAt = 0;
      return;
    }
    if (this.#leftAt > 0) this.#pace += (Math.min(now - this.#leftAt, 1000) - this.#pace) / 16;
    this.#leftAt = now;
    this.#line.delete(next);
    clearTimeout(next.timer);
    next.go();
  }

  /** Not all of them at the same moment. */
  #full(): Refusal {
    this.#refused += 1;
    return new Refusal('overloaded', { retry_after: 1 + (this.#refused % 3) });
  }
}

/** Sets a gate before everything that works, which is the interface less its pulse. While a body comes in nobody waits. */
export function gateRequests(app: FastifyInstance, setting: GateSetting): void {
  const inside = new WeakSet<FastifyRequest>();
  const lag = watchLag();
  const gate = new Gate(setting, lag.now);
  const enter = async (request: FastifyRequest): Promise<void> => {
    const url = request.routeOptions.url ?? '';
    if (!url.startsWith('/api/') || url === '/api/status' || inside.has(request)) return;
    await gate.enter();
    inside.add(request);
  };
  const leave = (request: FastifyRequest): void => {
    if (inside.delete(request)) gate.leave();
  };
  app.addHook('onRequest', enter);
  app.addHook('preParsing', async (request) => {
    if (request.method !== 'GET') leave(request);
  });
  app.addHook('preValidation', enter);
  app.addHook('onSend', async (request) => leave(request));
  app.addHook('onResponse', async (request) => leave(request));
  app.addHook('onRequestAbort', async (request) => leave(request));
  app.addHook('onClose', async () => lag.stop());
}

/** How late a timer of a tenth of a second fires, smoothed over a second or so. */
function watchLag(): { now(): number; stop(): void } {
  const every = 100;
  let [late, last] = [0, performance.now()];
  const timer = setInterval(() => {
    const now = performance.now();
    late += (Math.max(0, now - last - every) - late) / 4;
    last = now;
  }, every).unref();
  return { now: () => late, stop: () => clearInterval(timer) };
}
