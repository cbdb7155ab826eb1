// Decides whether a caller may enter a channel, and as what; it does not know tokens or rooms.
import type { ChannelAccess } from '../config/config.ts';
import type { Role } from './grant.ts';

/** The claim `voice`: lists of channel ids, where a trailing `*` stands for any rest. */
export interface VoiceClaim {
  readonly channels: readonly string[];
  readonly listen: readonly string[];
  readonly moderate: readonly string[];
}

/** A role, or why there is none; the reason is for the log only. */
export type AccessDecision =
  | { readonly allowed: true; readonly role: Role }
  | { readonly allowed: false; readonly reason: 'no-claim' | 'malformed-claim' | 'channel-not-listed' };

/**
 * With `claims` the claim decides: `moderate` before `channels` before `listen`, case-sensitive; a claim that is missing
 * or not of its form opens nothing. With `all` every caller speaks, and the claim can still make moderators.
 */
export function decideAccess(mode: ChannelAccess, claim: unknown, channelId: string): AccessDecision {
  const voice = readVoiceClaim(claim);
  const listed = (list: readonly string[] | undefined): boolean =>
    list?.some((entry) => covers(entry, channelId)) ?? false;
  if (listed(voice?.moderate)) return { allowed: true, role: 'moderator' };
  if (mode === 'all' || listed(voice?.channels)) return { allowed: true, role: 'speaker' };
  if (listed(voice?.listen)) return { allowed: true, role: 'listener' };
  if (voice !== null) return { allowed: false, reason: 'channel-not-listed' };
  return { allowed: false, reason: claim === undefined ? 'no-claim' : 'malformed-claim' };
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
