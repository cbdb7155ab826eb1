// Finds the tenant of verified claims; it does not know tokens, keys or rooms.
import { LRUCache } from 'lru-cache';
import type { IssuerConfig, TenantConfig, TenantRule } from '../config/config.ts';
import type { Claims } from './claim-path.ts';
import { claimAt } from './claim-path.ts';
import { openedTenantId } from './opened-tenant.ts';

/** Opened tenants that are remembered, so that most requests compute no hash. */
const MAX_OPENED = 10_000;

/** Null where the claims name no tenant: such a token opens nothing. */
export type FindTenant = (
  issuer: IssuerConfig,
  claims: Claims,
) => TenantConfig | null | Promise<TenantConfig | null>;

/**
 * The issuer's rule decides and nothing else: one listed tenant, or a claim, which names a listed tenant or opens one of
 * its own. There is no fallback.
 */
export function createTenantFinder(tenants: readonly TenantConfig[]): FindTenant {
  const listed = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const opened = new LRUCache<string, TenantConfig>({ max: MAX_OPENED });

  async function open(
    rule: TenantRule & { kind: 'claim' },
    value: string,
    key: string,
  ): Promise<TenantConfig | null> {
    const id = await openedTenantId(rule.prefix, value);
    // A listed tenant is entered only where the rule says so; the configuration keeps the two kinds of ids apart as well.
    if (id === null || listed.has(id)) return null;
    const tenant: TenantConfig = Object.freeze({ ...rule.settings, id, roomNaming: 'tenant' });
    opened.set(key, tenant);
    return tenant;
  }

  return (issuer, claims) => {
    const rule = issuer.tenant;
    if (rule.kind === 'named') return listed.get(rule.id) ?? null;
    const value = claimAt(claims, rule.path);
    if (typeof value !== 'string') return null;
    const known = rule.known.find((entry) => entry.value === value);
    if (known !== undefined) return listed.get(known.tenant) ?? null;
    const key = JSON.stringify([issuer.issuer, value]);
    return opened.get(key) ?? open(rule, value, key);
  };
}
