// Counts a request and refuses it over the quota; it does not know what the keys stand for.
import type { Context } from 'hono';
import type { LimitResult } from '../limits/limiter.ts';
import { rateLimitFields } from '../limits/rate-limit-fields.ts';
import type { AppEnv } from './app-env.ts';
import { Problem } from './problem.ts';

/** The registered problem type of draft-ietf-httpapi-ratelimit-headers. */
const QUOTA_EXCEEDED = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

/**
 * Adds `result` to those of this request, writes the `RateLimit` fields of all of them, and throws a `Problem` (429) where
 * the new one refuses. Returns all results.
 */
export function enforceLimit(
  c: Context<AppEnv>,
  earlier: readonly LimitResult[],
  result: LimitResult,
): readonly LimitResult[] {
  const results = [...earlier, result];
  for (const [name, value] of Object.entries(rateLimitFields(results))) c.header(name, value);
  if (!result.allowed) {
    const detail = 'Too many requests. Wait as long as Retry-After says.';
    const members = { 'violated-policies': [result.policy] };
    throw new Problem('rate-limited', { type: QUOTA_EXCEEDED, detail, members, reason: result.policy });
  }
  return results;
}
