// Writes limiter results as header fields; it does not know how they were counted.
import type { LimitResult } from './limiter.ts';

/**
 * `RateLimit-Policy` and `RateLimit` as structured fields (draft-ietf-httpapi-ratelimit-headers), one item a policy, and
 * `Retry-After` (seconds) where one refused.
 */
export function rateLimitFields(results: readonly LimitResult[]): Record<string, string> {
  if (results.length === 0) return {};
  const refused = results.filter(({ allowed }) => !allowed);
  return {
    'RateLimit-Policy': results
      .map(({ policy, quota }) => `"${policy}";q=${quota.requests};w=${quota.seconds}`)
      .join(', '),
    RateLimit: results
      .map(({ policy, remaining, reset }) => `"${policy}";r=${remaining};t=${reset}`)
      .join(', '),
    ...(refused.length > 0 ? { 'Retry-After': String(Math.max(...refused.map(({ reset }) => reset))) } : {}),
  };
}
