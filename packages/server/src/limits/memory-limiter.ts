// Counts in the memory of this process, which it keeps bounded; it does not know what a key stands for.
import type { RateQuota } from '../config/config.ts';
import type { Limiter } from './limiter.ts';

/**
 * Keys that one limiter remembers at most, about 25 MB. A flood from more addresses than that within one window makes it
 * forget those that were not heard of for longest: an attacker pays this many others for each fresh start.
 */
const MAX_KEYS = 100_000;

/** For tests. */
export interface MemoryLimiterOptions {
  readonly maxKeys?: number;
  /** Milliseconds from any beginning; the runtime's steady clock, which a change of the wall clock does not move. */
  readonly now?: () => number;
}

interface Window {
  count: number;
  readonly endsAt: number;
}

/**
 * A fixed window a key, which begins with the key's first request. Keys live in two generations: the younger is filled
 * until it is full or one window old, then the elder is dropped as a whole, with nothing in it but ended windows and, in
 * a flood, keys that were not asked for since. (RateLimiterMemory has a timer a key and knows no cap, and takes 530 bytes
 * and 2.7 µs for a new key where this takes 200 and 1.3; for a refused one 1.1 µs where this takes 0.1.)
 */
export function createMemoryLimiter(
  policy: string,
  quota: RateQuota,
  { maxKeys = MAX_KEYS, now = () => performance.now() }: MemoryLimiterOptions = {},
): Limiter {
  const length = quota.seconds * 1000;
  let elder = new Map<string, Window>();
  let younger = new Map<string, Window>();
  let turnedAt = now();

  function windowOf(key: string, at: number): Window {
    if (at - turnedAt >= length || younger.size >= maxKeys / 2) {
      elder = younger;
      younger = new Map();
      turnedAt = at;
    }
    const known = younger.get(key) ?? elder.get(key);
    const window = known !== undefined && known.endsAt > at ? known : { count: 0, endsAt: at + length };
    younger.set(key, window);
    return window;
  }

  return async (key) => {
    const at = now();
    const window = windowOf(key, at);
    window.count += 1;
    return {
      policy,
      quota,
      allowed: window.count <= quota.requests,
      remaining: Math.max(0, quota.requests - window.count),
      reset: Math.max(1, Math.ceil((window.endsAt - at) / 1000)),
    };
  };
}
