// Writes limiter results as header fields; it does not know how they were counted.
import type { LimitResult } from './limiter.ts';

/**
 * Adds `RateLimit-Policy` and `RateLimit` as structured fields (draft-ietf-httpapi-ratelimit-headers), one item a policy,
 * and `Retry-After` (seconds) where one refused. Without results nothing is added.
 */
export function addRateLimitFields(fields: Record<string, string>, results: readonly LimitResult[]): void {
  let policies = '';
  let states = '';
  let wait = 0;
  for (const { policy, quota, allowed, remaining, reset } of results) {
    const comma = policies === '' ? '' : ', ';
    policies += `${comma}"${policy}";q=${quota.requests};w=${quota.seconds}`;
    states += `${comma}"${policy}";r=${remaining};t=${reset}`;
    if (!allowed && reset > wait) wait = reset;
  }
  if (policies === '') return;
  fields['RateLimit-Policy'] = policies;
  fields['RateLimit'] = states;
  if (wait > 0) fields['Retry-After'] = String(wait);
}
