// Decides by claims whether a caller may enter a channel, and as what; it does not know tokens, rooms or the host app.
import type { RoleMapping } from '../config/config.ts';
import type { MappedRole, Role } from './grant.ts';

/** The claim `voice`: lists of channel ids, where a trailing `*` stands for any rest. */
export interface VoiceClaim {
  readonly channels: readonly string[];
  readonly listen: readonly string[];
  readonly moderate: readonly string[];
}

/** What of a caller decides. */
export interface AccessClaims {
  /** The claim `voice`, unread. */
  readonly access: unknown;
  /** What the issuer's mapping of roles makes of the token. */
  readonly role: MappedRole;
}

/** Why nobody may enter; for the log only. */
export type AccessRefusal =
  'no-claim' | 'malformed-claim' | 'channel-not-listed' | 'no-role' | 'malformed-role';

/** A role, or why there is none. */
export type AccessDecision =
  | { readonly allowed: true; readonly role: Role }
  | { readonly allowed: false; readonly reason: AccessRefusal };

/**
 * With `claims` the claim `voice` decides: `moderate` before `channels` before `listen`, case-sensitive; a claim that is
 * missing or not of its form opens nothing. The role `moderator` of the issuer's mapping makes a moderator of whoever
 * the claim lets in; its other roles, and roles that cannot be read, say nothing here, since the claim is the more exact one.
 */
export function decideByClaim({ access, role }: AccessClaims, channelId: string): AccessDecision {
  const voice = readVoiceClaim(access);
  if (voice === null)
    return { allowed: false, reason: access === undefined ? 'no-claim' : 'malformed-claim' };
  const listed = roleInClaim(voice, channelId);
  if (listed === null) return { allowed: false, reason: 'channel-not-listed' };
  return { allowed: true, role: role === 'moderator' ? role : listed };
}

/**
 * With `all` every caller speaks, in every channel. The claim `voice` can still make moderators, and so can the issuer's
 * mapping of roles, which also makes listeners; where it names who speaks, those without a role stay outside. Where the
 * roles cannot be read nobody enters, since they may be those of a listener.
 */
export function decideForAll(
  { access, role }: AccessClaims,
  mapping: RoleMapping | null,
  channelId: string,
): AccessDecision {
  if (role === 'malformed') return { allowed: false, reason: 'malformed-role' };
  const voice = readVoiceClaim(access);
  if (voice !== null && roleInClaim(voice, channelId) === 'moderator')
    return { allowed: true, role: 'moderator' };
  if (role !== null) return { allowed: true, role };
  if (mapping !== null && mapping.speaker.length > 0) return { allowed: false, reason: 'no-role' };
  return { allowed: true, role: 'speaker' };
}

function roleInClaim(voice: VoiceClaim, channelId: string): Role | null {
  const listed = (list: readonly string[]): boolean => list.some((entry) => covers(entry, channelId));
  if (listed(voice.moderate)) return 'moderator';
  if (listed(voice.channels)) return 'speaker';
  return listed(voice.listen) ? 'listener' : null;
}

/** Reads the claim, or null where it is not an object whose lists are lists of texts. Other members are ignored. */
export function readVoiceClaim(claim: unknown): VoiceClaim | null {
  if (typeof claim !== 'object' || claim === null || Array.isArray(claim)) return null;
  const channels = list(claim, 'channels');
  const listen = list(claim, 'listen');
  const moderate = list(claim, 'moderate');
  return channels && listen && moderate ? { channels, listen, moderate } : null;
}

function list(claim: object, name: string): readonly string[] | null {
  const value: unknown = Object.hasOwn(claim, name) ? (claim as Record<string, unknown>)[name] : [];
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : null;
}

/** Channel ids hold no `*`, so an entry with one elsewhere than at its end matches nothing. */
function covers(entry: string, channelId: string): boolean {
  return entry.endsWith('*') ? channelId.startsWith(entry.slice(0, -1)) : entry === channelId;
}
