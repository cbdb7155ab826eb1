// Builds the verified requester out of a token's claims; it does not know how they were verified.
import type { IssuerConfig } from '../config/config.ts';
import { AuthFailure } from './auth-failure.ts';
import { cleanAvatarUrl } from './avatar-url.ts';
import { claimAt } from './check-claims.ts';
import { cleanDisplayName } from './display-name.ts';

/** LiveKit's default limit for an identity, in UTF-8 bytes (`limit.max_participant_identity_length`). */
const MAX_IDENTITY_BYTES = 256;

/** The verified requester: all that later steps may know of the token. */
export interface Caller {
  readonly tenant: string;
  /** The mapped claim as it is, 1 to 256 bytes. */
  readonly identity: string;
  /** For people to read, cleaned, 1 to 256 bytes; the identity where the token names nobody. */
  readonly name: string;
  /** An https address. */
  readonly avatarUrl?: string;
  /** The claim that says where the caller may go, unread. */
  readonly access: unknown;
}

/** Maps verified `claims` as `issuer` says. Throws `AuthFailure` where the identity is not usable. */
export function toCaller(claims: Readonly<Record<string, unknown>>, issuer: IssuerConfig): Caller {
  const identity = claimAt(claims, issuer.claims.identity);
  if (!isIdentity(identity)) throw new AuthFailure('identity');
  const avatarUrl = cleanAvatarUrl(claimAt(claims, issuer.claims.avatar));
  return {
    tenant: issuer.tenant,
    identity,
    name: cleanDisplayName(claimAt(claims, issuer.claims.name)) ?? cleanDisplayName(identity) ?? '?',
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    access: claimAt(claims, issuer.claims.access),
  };
}

function isIdentity(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || !value.isWellFormed() || /\p{Cc}/u.test(value))
    return false;
  return new TextEncoder().encode(value).length <= MAX_IDENTITY_BYTES;
}
