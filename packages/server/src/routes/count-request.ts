// Counts a request under a policy and refuses it over the quota; it does not know what the keys stand for.
import type { Context } from 'hono';
import type { RateQuota, ServerConfig } from '../config/config.ts';
import type { CreateLimiter, LimitResult, Limiter } from '../limits/limiter.ts';
import { rateLimitFields } from '../limits/rate-limit-fields.ts';
import type { RecordMeasurement } from '../measurement.ts';
import type { AppEnv } from './app-env.ts';
import { Problem } from './problem.ts';
import { addFields } from './respond.ts';

/** The registered problem type of draft-ietf-httpapi-ratelimit-headers. */
const QUOTA_EXCEEDED = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

/** What a request may be counted under. */
export type Policy = 'address' | 'tenant' | 'subject';

/** Counts `key` where there is a quota. Throws a `Problem` (429) where that refuses. */
export type CountRequest = (
  c: Context<AppEnv>,
  policy: Policy,
  quota: RateQuota | null,
  key: string,
) => Promise<void>;

/**
 * Tenants with one quota share a limiter, whose keys hold the tenant. All of them are made at once, so that whoever keeps
 * limiters from an earlier configuration sees which are still wanted. Every answer tells the state of the policies that the
 * request came to, in the `RateLimit` fields.
 */
export function createRequestCounter(
  { tenants, issuers, limits }: ServerConfig,
  createLimiter: CreateLimiter,
  record: RecordMeasurement | undefined,
): CountRequest {
  const limiters = new Map<string, Limiter>();
  const counted = new WeakMap<Context, LimitResult[]>();

  function limiterOf(policy: Policy, quota: RateQuota): Limiter {
    const name = `${policy}:${quota.requests}/${quota.seconds}`;
    const limiter = limiters.get(name) ?? createLimiter(policy, quota);
    limiters.set(name, limiter);
    return limiter;
  }

  if (limits.address) limiterOf('address', limits.address);
  const opened = issuers.flatMap(({ tenant }) => (tenant.kind === 'claim' ? [tenant.settings] : []));
  for (const { limits: own } of [...tenants, ...opened]) {
    if (own.tenant) limiterOf('tenant', own.tenant);
    if (own.subject) limiterOf('subject', own.subject);
  }

  return async (c, policy, quota, key) => {
    if (quota === null) return;
    const result = await limiterOf(policy, quota)(key);
    record?.({ kind: 'limit', policy, allowed: result.allowed });
    // How much of its limit a tenant has used is nobody's business, but for who is refused by it.
    if (policy === 'tenant' && result.allowed) return;
    const results = [...(counted.get(c) ?? []), result];
    counted.set(c, results);
    addFields(c, rateLimitFields(results));
    if (result.allowed) return;
    const detail = 'Too many requests. Wait as long as Retry-After says.';
    const members = { 'violated-policies': [policy] };
    throw new Problem('rate-limited', { type: QUOTA_EXCEEDED, detail, members, reason: policy });
  };
}
