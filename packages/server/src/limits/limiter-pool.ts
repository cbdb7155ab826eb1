// Keeps limiters while the configuration around them changes; it does not know how they count.
import type { CreateLimiter, Limiter } from './limiter.ts';

/** Limiters that outlive an app. */
export interface LimiterPool {
  /**
   * The `createLimiter` for a new app: it hands out the present limiter of the same policy and quota, with its counts.
   * `adopt` is called once the app serves; limiters that it did not ask for are forgotten.
   */
  next(): { readonly createLimiter: CreateLimiter; readonly adopt: () => void };
}

/** Makes a pool over `create`. An app that is never adopted leaves no trace. */
export function createLimiterPool(create: CreateLimiter): LimiterPool {
  let present: ReadonlyMap<string, Limiter> = new Map();
  return {
    next() {
      const mine = new Map<string, Limiter>();
      return {
        createLimiter(policy, quota) {
          const key = JSON.stringify([policy, quota.requests, quota.seconds]);
          const limiter = mine.get(key) ?? present.get(key) ?? create(policy, quota);
          mine.set(key, limiter);
          return limiter;
        },
        adopt() {
          present = mine;
        },
      };
    },
  };
}
