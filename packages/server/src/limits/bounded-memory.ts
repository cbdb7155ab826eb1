// Bounds what rate-limiter-flexible remembers; it does not know what a key stands for.
import { LRUCache } from 'lru-cache';
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import type { RateQuota } from '../config/config.ts';

/**
 * Keys that one limiter remembers at most, about 27 MB. A flood from more addresses than that within one window makes it
 * forget those that were not heard of for longest: an attacker pays this many others for each fresh start.
 */
const MAX_KEYS = 50_000;

/**
 * The library's limiter, which keeps every key until its window ends, with the keys in order of their last use beside it:
 * whom that forgets, the limiter forgets too, with its count and its timer.
 */
export class BoundedMemory extends RateLimiterMemory {
  readonly #keys: LRUCache<string, true>;

  constructor({ requests, seconds }: RateQuota, maxKeys: number = MAX_KEYS) {
    super({ points: requests, duration: seconds, keyPrefix: '' });
    this.#keys = new LRUCache({ max: maxKeys, dispose: (_, key) => void this.delete(key) });
  }

  /** Rejects with a `RateLimiterRes` where the quota is used up. */
  override consume(
    ...args: Parameters<RateLimiterMemory['consume']>
  ): ReturnType<RateLimiterMemory['consume']> {
    this.#keys.set(String(args[0]), true);
    return super.consume(...args);
  }
}
