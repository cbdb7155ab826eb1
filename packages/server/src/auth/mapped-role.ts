// Reads a role out of a host's own claim; it does not know channels.
import type { ClaimPath, RoleMapping } from '../config/config.ts';
import type { MappedRole, Role } from '../policy/grant.ts';
import type { Claims } from '../policy/claim-path.ts';
import { own } from '../policy/claim-path.ts';

/** From most to least, the first that a claim holds counts. */
const ROLES = ['moderator', 'speaker', 'listener'] as const satisfies readonly Role[];

/**
 * The highest role that the claim's values make, or null where they make none or the claim is absent. The claim is a
 * text, parted by white space or commas, or a list of nothing but texts, which are not parted. Anything else at the path,
 * or in its way, is `malformed` and no absence: else a value that would make a listener, written in another way, would
 * make a speaker.
 */
export function mappedRole(claims: Claims, mapping: RoleMapping | null): MappedRole {
  if (mapping === null) return null;
  const held = textsAt(claims, mapping.path);
  if (held === null) return 'malformed';
  return ROLES.find((role) => mapping[role].some((value) => held.includes(value))) ?? null;
}

/** The texts that a path leads to, none where nothing is there; null where something is there that cannot be read. */
function textsAt(claims: Claims, path: ClaimPath): readonly string[] | null {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    value = own(value as Claims, name);
    if (value === undefined) return [];
  }
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((text) => text !== '');
  if (!Array.isArray(value)) return null;
  const list: readonly unknown[] = value;
  return list.every((entry) => typeof entry === 'string') ? list : null;
}
