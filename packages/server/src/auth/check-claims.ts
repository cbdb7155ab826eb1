// Checks what a token claims against what its issuer must claim; it does not know signatures or keys.
import type { ClaimRule, IssuerConfig } from '../config/config.ts';
import { AuthFailure } from './auth-failure.ts';
import type { Claims } from '../policy/claim-path.ts';
import { claimAt, own } from '../policy/claim-path.ts';

/** How far ahead of ours an issuer's clock may be, in seconds. An expired token gets no such grace. */
export const CLOCK_TOLERANCE = 60;

/** The settings of an issuer that decide about claims. */
export type Expectation = Pick<IssuerConfig, 'audience' | 'require' | 'refuse' | 'maxLifetime'>;

/**
 * Requires a token that anybody may bear, meant for this server, with the claims that the issuer's settings ask for, alive
 * at `now` (seconds since 1970). Throws `AuthFailure`.
 */
export function checkClaims(claims: Claims, expected: Expectation, now: number): void {
  // A token bound to a key of its sender is not for whoever holds it (RFC 7800, RFC 8705, RFC 9449 section 7.2).
  if (own(claims, 'cnf') !== undefined) throw new AuthFailure('sender-constrained');
  // Security events and logout tokens tell something and open nothing (RFC 8417 section 4.7, OpenID back-channel logout).
  if (own(claims, 'events') !== undefined) throw new AuthFailure('not-a-bearer-token');
  if (!expected.audience.claims.some((name) => names(own(claims, name), name, expected.audience.values))) {
    throw new AuthFailure('wrong-audience');
  }
  for (const rule of expected.require) if (!holds(claims, rule)) throw new AuthFailure('required-claim');
  for (const rule of expected.refuse) if (touches(claims, rule)) throw new AuthFailure('refused-claim');
  checkTimes(claims, expected.maxLifetime, now);
}

/** `aud` is a text or a list of nothing but texts (RFC 7519 section 4.1.3); `azp` and `client_id` are texts. */
function names(value: unknown, claim: string, values: readonly string[]): boolean {
  if (typeof value === 'string') return values.includes(value);
  if (claim !== 'aud' || !Array.isArray(value)) return false;
  const list: readonly unknown[] = value;
  return list.every((entry) => typeof entry === 'string') && list.some((entry) => values.includes(entry));
}

function holds(claims: Claims, { path, values }: ClaimRule): boolean {
  const value = claimAt(claims, path);
  return values.some((accepted) => accepted === value);
}

/**
 * A claim is refused where one of the refused values is in it, and where it cannot be told: what is there and is not of a
 * refused value's type (`"true"` for `true`, null, an object, a list in a list) may mean the same. Lists are looked into,
 * on the way as well, so that a second value beside the refused one hides nothing.
 */
function touches(claims: Claims, { path, values }: ClaimRule): boolean {
  const isRefused = (value: unknown): boolean =>
    values.some((refused) => refused === value) || !values.some((refused) => typeof refused === typeof value);
  const leadsThere = (value: unknown, depth: number): boolean => {
    if (value === undefined) return false;
    if (depth === path.length)
      return Array.isArray(value) ? value.some((entry) => isRefused(entry)) : isRefused(value);
    if (Array.isArray(value)) return value.some((entry) => leadsThere(entry, depth));
    // A text or number where the path goes on may be the claim in another form.
    if (typeof value !== 'object' || value === null) return true;
    return leadsThere(own(value as Claims, path[depth] ?? ''), depth + 1);
  };
  return values.length > 0 && leadsThere(claims, 0);
}

/**
 * A finite numeric `exp` ahead of `now`, numeric `nbf`, `iat` and `auth_time` where present that are not ahead by more
 * than the tolerance, and no longer life than allowed, counted from `iat`.
 */
function checkTimes(claims: Claims, maxLifetime: number, now: number): void {
  const exp = seconds(claims, 'exp');
  const iat = seconds(claims, 'iat');
  if (exp === undefined) throw new AuthFailure('time-claims');
  const start = Math.max(seconds(claims, 'nbf') ?? now, iat ?? now, seconds(claims, 'auth_time') ?? now);
  if (exp <= now) throw new AuthFailure('expired');
  if (start > now + CLOCK_TOLERANCE) throw new AuthFailure('not-yet-valid');
  if (exp - Math.min(iat ?? now, now) > maxLifetime) throw new AuthFailure('lifetime-too-long');
}

function seconds(claims: Claims, name: string): number | undefined {
  const value = own(claims, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new AuthFailure('time-claims');
  return value;
}
