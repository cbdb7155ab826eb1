// Counts a request under a policy and refuses it over the quota; it does not know what the keys stand for.
import type { Context } from 'hono';
import type { RateQuota, ServerConfig } from '../config/config.ts';
import type { CreateLimiter, LimitResult, Limiter } from '../limits/limiter.ts';
import type { RecordMeasurement } from '../measurement.ts';
import type { AppEnv } from './app-env.ts';
import { Problem } from './problem.ts';

/** The registered problem type of draft-ietf-httpapi-ratelimit-headers. */
const QUOTA_EXCEEDED = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

/** What a request may be counted under. */
export type Policy = 'address' | 'tenant' | 'subject';

/** Counts `key` under `quota`. Rejects with a `Problem` (429) where that refuses. */
export type CountRequest = (
  c: Context<AppEnv>,
  policy: Policy,
  quota: RateQuota,
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
  /** By the quota as the configuration holds it, which is quicker to find than its numbers. */
  const limiters = {
    address: new Map<RateQuota, Limiter>(),
    subject: new Map<RateQuota, Limiter>(),
    tenant: new Map<RateQuota, Limiter>(),
  };
  const byNumbers = new Map<string, Limiter>();

  function add(policy: Policy, quota: RateQuota | null): void {
    if (quota === null) return;
    const name = `${policy}:${quota.requests}/${quota.seconds}`;
    const limiter = byNumbers.get(name) ?? createLimiter(policy, quota);
    byNumbers.set(name, limiter);
    limiters[policy].set(quota, limiter);
  }

  add('address', limits.address);
  const opened = issuers.flatMap(({ tenant }) => (tenant.kind === 'claim' ? [tenant.settings] : []));
  for (const { limits: own } of [...tenants, ...opened]) {
    add('tenant', own.tenant);
    add('subject', own.subject);
  }

  function note(c: Context<AppEnv>, policy: Policy, result: LimitResult): void {
    record?.({ kind: 'limit', policy, allowed: result.allowed });
    // How much of its limit a tenant has used is nobody's business, but for who is refused by it.
    if (policy !== 'tenant' || !result.allowed) c.get('limits').push(result);
    if (!result.allowed) throw refusal(policy);
  }

  return (c, policy, quota, key) => {
    const limiter = limiters[policy].get(quota);
    if (limiter === undefined) throw new TypeError('a quota that is not in the configuration');
    return limiter(key).then((result) => note(c, policy, result));
  };
}

function refusal(policy: Policy): Problem {
  const detail = 'Too many requests. Wait as long as Retry-After says.';
  const members = { 'violated-policies': [policy] };
  return new Problem('rate-limited', { type: QUOTA_EXCEEDED, detail, members, reason: policy });
}
