// Refuses configurations in which two tenants, or two people as one, could meet in a room; it does not know how a room is named.
import type { TenantRule } from './config.ts';
import type { Fault } from './fault.ts';
import { sayPath } from './fault.ts';
import type { JsonPath } from './json-document.ts';

/** A listed tenant, and where it is. */
export interface ListedTenant {
  readonly id: string;
  readonly at: JsonPath;
}

/** Which tenant an issuer's tokens belong to, and where that is said. */
export interface PlacedRule {
  readonly rule: TenantRuleLike;
  readonly at: JsonPath;
  /** Whether the issuer says that its people are those of the tenant's other issuers. */
  readonly sharesPeople: boolean;
}

/** A rule without the settings of the tenants that it opens. */
export type TenantRuleLike =
  Extract<TenantRule, { kind: 'named' }> | Omit<Extract<TenantRule, { kind: 'claim' }>, 'settings'>;

type ClaimRuleAt = PlacedRule & { rule: Extract<TenantRuleLike, { kind: 'claim' }> };

/**
 * A rule by claim opens the tenants `prefix + value` for every value, or `o-` and a hash of the prefix and the value; the
 * schema keeps listed ids and prefixes clear of that second form. So two rules meet where one prefix begins with the
 * other, and a listed tenant is met where its id begins with a prefix, unless the rule says where that value leads.
 */
export function refuseMeetings(
  tenants: readonly ListedTenant[],
  rules: readonly PlacedRule[],
  fault: Fault,
): void {
  const seen = new Map<string, JsonPath>();
  tenants.forEach(({ id, at }) => {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, at);
    else fault([...at, 'id'], `is also the id of ${sayPath(first)}. Give each tenant an id of its own.`);
  });
  const byClaim = rules.filter((placed): placed is ClaimRuleAt => placed.rule.kind === 'claim');
  byClaim.forEach((one, index) => {
    const other = byClaim.slice(0, index).find((earlier) => overlap(one.rule.prefix, earlier.rule.prefix));
    if (other !== undefined) {
      const problem = `${say(one.rule.prefix)} can open the same tenants as ${say(other.rule.prefix)} of ${sayPath(other.at)}. Set a "prefix" for each, so that neither begins with the other.`;
      fault([...one.at, 'prefix'], problem);
    }
    for (const { id } of tenants) refuseMet(one, id, fault);
  });
}

/** Reports references to tenants that are not listed, and returns the listed ones that no issuer leads to. */
export function refuseUnknownTenants(
  tenants: readonly ListedTenant[],
  rules: readonly PlacedRule[],
  fault: Fault,
): readonly string[] {
  const listed = new Set(tenants.map(({ id }) => id));
  const reached = new Set<string>();
  const refer = (id: string, at: JsonPath): void => {
    reached.add(id);
    if (!listed.has(id))
      fault(at, `is ${JSON.stringify(id)}, which is not in "tenants". Set a listed id, or list it.`);
  };
  for (const { rule, at } of rules) {
    if (rule.kind === 'named') refer(rule.id, at);
    else for (const { value, tenant } of rule.known) refer(tenant, [...at, 'known', value]);
  }
  return [...listed].filter((id) => !reached.has(id));
}

/**
 * Within a tenant an identity is one person, whichever issuer it comes from. So issuers that lead to one listed tenant
 * each have to say that they name the same people: one that says it cannot be mixed up with one that knows nothing of it.
 */
export function refuseSharedIdentities(rules: readonly PlacedRule[], fault: Fault): void {
  const leads = rules.map((placed) => ({ ...placed, ids: listedBy(placed.rule) }));
  for (const one of leads) {
    if (one.sharesPeople) continue;
    for (const id of one.ids) {
      const other = leads.find((found) => found !== one && found.ids.has(id));
      if (other === undefined) continue;
      const problem = `leads to ${JSON.stringify(id)}, as ${sayPath(other.at)} does, so that equal identities of the two issuers would be one person. Set "sharesPeople": true on each of these issuers if they are, or a tenant for each.`;
      fault(one.at, problem);
      break;
    }
  }
}

function listedBy(rule: TenantRuleLike): ReadonlySet<string> {
  return new Set(rule.kind === 'named' ? [rule.id] : rule.known.map(({ tenant }) => tenant));
}

function refuseMet({ rule, at }: ClaimRuleAt, id: string, fault: Fault): void {
  const { prefix, known } = rule;
  // An empty value opens nothing, so a tenant whose id is the prefix itself is met by nobody.
  if (!id.startsWith(prefix) || id === prefix) return;
  const value = id.slice(prefix.length);
  if (known.some((entry) => entry.value === value)) return;
  const problem = `${say(prefix)} lets the value ${JSON.stringify(value)} open the listed tenant ${JSON.stringify(id)}. Set a "prefix" that no listed id begins with, or name the value in "known".`;
  fault([...at, 'prefix'], problem);
}

function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function say(prefix: string): string {
  return prefix === '' ? '(none)' : JSON.stringify(prefix);
}
