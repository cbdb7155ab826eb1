// What a limiter is; it does not know where it counts or what a key stands for.
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

/** Makes the limiter of a policy; limiters of one policy and one quota may be one and the same. */
export type CreateLimiter = (policy: string, quota: RateQuota) => Limiter;
