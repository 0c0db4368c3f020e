/**
 * How often one may ask. A bucket for each key that fills evenly: a burst is fine, a stream is not. Our own forty lines and
 * not a library, because who is asking is only known once the session is, and then the account counts and not the address,
 * which a whole office may share.
 */
import { Refusal } from '#regime';

/** Requests a minute. */
export interface Rates {
  /** From one address, whoever sends them. */
  readonly address: number;
  /** From one account. */
  readonly account: number;
  /** Attempts to get in, from one address. */
  readonly signIn: number;
}

export const standardRates: Rates = { address: 6_000, account: 1_200, signIn: 60 };

export interface Limiter {
  /** Takes one request of a key. Refusal `too_often`. */
  take(kind: keyof Rates, key: string): void;
}

const most = 20_000;

/** Limits by these rates; `now` in milliseconds. */
export function limiterOf(rates: Rates, now: () => number = () => performance.now()): Limiter {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take: (kind, key) => {
      const [name, rate, at] = [`${kind}:${key}`, rates[kind], now()];
      const known = buckets.get(name) ?? { left: rate, at };
      const left = Math.min(rate, known.left + ((at - known.at) * rate) / 60_000);
      if (left < 1) throw new Refusal('too_often', { retry_after: Math.ceil(((1 - left) * 60) / rate) });
      buckets.delete(name);
      buckets.set(name, { left: left - 1, at });
      // The one that was quiet longest has a full bucket by now, or nearly so.
      if (buckets.size > most) buckets.delete(buckets.keys().next().value ?? '');
    },
  };
}
