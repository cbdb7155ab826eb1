// Speaks to a limiter of rate-limiter-flexible; it does not know where that counts.
import type { RateQuota } from '../config/config.ts';
import type { Limiter, LimitResult } from './limiter.ts';

/** What a limiter of the library tells. */
interface State {
  readonly remainingPoints: number;
  /** Milliseconds until the window ends. */
  readonly msBeforeNext: number;
}

/** As much of a limiter of the library as is used: it resolves within the quota, and rejects with the state over it. */
export interface Counter {
  consume(key: string): Promise<State>;
}

/** Makes the limiter of a policy over `counter`. Whatever else than a state `counter` rejects with is thrown on. */
export function limiterOver(counter: Counter, policy: string, quota: RateQuota): Limiter {
  const result = (allowed: boolean, { remainingPoints, msBeforeNext }: State): LimitResult => ({
    policy,
    quota,
    allowed,
    remaining: remainingPoints,
    // Within the window also where somebody has set the clock back, which the library reads.
    reset: Math.min(quota.seconds, Math.max(1, Math.ceil(msBeforeNext / 1000))),
  });
  const allow = (state: State): LimitResult => result(true, state);
  const refuse = (refusal: unknown): LimitResult => {
    if (refusal instanceof Error) throw refusal;
    return result(false, refusal as State);
  };
  return (key) => counter.consume(key).then(allow, refuse);
}
