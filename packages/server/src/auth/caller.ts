// Builds the verified requester out of a token's claims; it does not know how they were verified.
import type { ClaimPath, IssuerConfig } from '../config/config.ts';
import type { MappedRole } from '../policy/grant.ts';
import { AuthFailure } from './auth-failure.ts';
import { cleanAvatarUrl } from './avatar-url.ts';
import type { Claims } from '../policy/claim-path.ts';
import { claimAt } from '../policy/claim-path.ts';
import { fitsIn } from './byte-length.ts';
import { cleanDisplayName } from './display-name.ts';
import { mappedRole } from './mapped-role.ts';

/** LiveKit's default limit for an identity, in UTF-8 bytes (`limit.max_participant_identity_length`). */
const MAX_IDENTITY_BYTES = 256;

/** The verified requester: all that later steps may know of the token. */
export interface Caller {
  /** The mapped claim as it is, 1 to 256 bytes. */
  readonly identity: string;
  /** For people to read, cleaned, 1 to 256 bytes; the identity where the token names nobody. */
  readonly name: string;
  /** An https address. */
  readonly avatarUrl?: string;
  /** Who vouches for all of this. */
  readonly issuer: IssuerConfig;
  /** Verified, as parsed: their types are whatever the host wrote. */
  readonly claims: Claims;
  /** The claim that says where the caller may go, unread. */
  readonly access: unknown;
  /** What the host's own roles make of the caller. */
  readonly roles: MappedRole;
}

/** Maps verified `claims` as `issuer` says. Throws `AuthFailure` where the identity is not usable. */
export function toCaller(claims: Claims, issuer: IssuerConfig): Caller {
  const { claims: paths } = issuer;
  const identity = claimAt(claims, paths.identity);
  if (!isIdentity(identity)) throw new AuthFailure('identity');
  const avatarUrl = firstOf(claims, paths.avatar, cleanAvatarUrl);
  return {
    identity,
    name: firstOf(claims, paths.name, cleanDisplayName) ?? cleanDisplayName(identity) ?? '?',
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    issuer,
    claims,
    access: claimAt(claims, paths.access),
    roles: mappedRole(claims, paths.roles),
  };
}

function firstOf(
  claims: Claims,
  paths: readonly ClaimPath[],
  clean: (value: unknown) => string | undefined,
): string | undefined {
  for (const path of paths) {
    const value = clean(claimAt(claims, path));
    if (value !== undefined) return value;
  }
  return undefined;
}

function isIdentity(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || !value.isWellFormed() || /\p{Cc}/u.test(value))
    return false;
  return fitsIn(value, MAX_IDENTITY_BYTES);
}
