// Counts requests by key against a quota; it does not know what a key stands for.
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import type { RateQuota } from '../config/config.ts';

/** The state of one key after a request was counted. */
export interface LimitResult {
  /** Name of the policy, for the `RateLimit` fields. */
  readonly policy: string;
  readonly quota: RateQuota;
  readonly allowed: boolean;
  /** Requests left in this window. */
  readonly remaining: number;
  /** Seconds until the window ends, rounded up. */
  readonly reset: number;
}

/** Counts one request of `key` and says whether it is within the quota. */
export type Limiter = (key: string) => Promise<LimitResult>;

/** A fixed window a key, in the memory of this process; a key is forgotten when its window ends. */
export function createMemoryLimiter(policy: string, quota: RateQuota): Limiter {
  const memory = new RateLimiterMemory({ points: quota.requests, duration: quota.seconds });
  return async (key) => {
    const { state, allowed } = await memory.consume(key).then(
      (state) => ({ state, allowed: true }),
      (refusal: unknown) => {
        if (refusal instanceof Error) throw refusal;
        return { state: refusal as { remainingPoints: number; msBeforeNext: number }, allowed: false };
      },
    );
    const reset = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
    return { policy, quota, allowed, remaining: state.remainingPoints, reset };
  };
}
