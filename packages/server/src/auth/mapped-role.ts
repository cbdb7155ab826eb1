// Reads a role out of a host's own claim; it does not know channels.
import type { RoleMapping } from '../config/config.ts';
import type { Role } from '../policy/grant.ts';
import type { Claims } from '../policy/claim-path.ts';
import { claimAt } from '../policy/claim-path.ts';

/** From most to least, the first that a claim holds counts. */
const ROLES = ['moderator', 'speaker', 'listener'] as const satisfies readonly Role[];

/**
 * The highest role that the claim's values make, or null. The claim is a text, parted by spaces or commas, or a list of
 * nothing but texts; anything else makes no role.
 */
export function mappedRole(claims: Claims, mapping: RoleMapping | null): Role | null {
  if (mapping === null) return null;
  const held = texts(claimAt(claims, mapping.path));
  return ROLES.find((role) => mapping[role].some((value) => held.includes(value))) ?? null;
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((text) => text !== '');
  if (!Array.isArray(value)) return [];
  const list: readonly unknown[] = value;
  return list.every((entry) => typeof entry === 'string') ? list : [];
}
