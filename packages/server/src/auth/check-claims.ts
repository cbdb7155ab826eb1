// Checks the registered claims of a token; it does not know signatures or keys.
import { AuthFailure } from './auth-failure.ts';

type Claims = Readonly<Record<string, unknown>>;

/** How far ahead of ours an issuer's clock may be, in seconds. An expired token gets no such grace. */
export const CLOCK_TOLERANCE = 60;

/** What the claims must say. */
export interface Expectation {
  readonly audience: string;
  /** Longest accepted lifetime in seconds. */
  readonly maxLifetime: number;
}

/**
 * Requires `aud` (a text or a list of texts that holds the audience exactly), a finite numeric `exp` in the future, and
 * numeric `nbf` and `iat` where present that are not ahead of `now` (seconds since 1970) by more than the tolerance.
 * Throws `AuthFailure`.
 */
export function checkClaims(claims: Claims, expected: Expectation, now: number): void {
  if (!namesAudience(own(claims, 'aud'), expected.audience)) throw new AuthFailure('wrong-audience');
  const exp = seconds(claims, 'exp');
  const nbf = seconds(claims, 'nbf');
  const iat = seconds(claims, 'iat');
  if (exp === undefined) throw new AuthFailure('time-claims');
  if (exp <= now) throw new AuthFailure('expired');
  if ((nbf ?? now) > now + CLOCK_TOLERANCE || (iat ?? now) > now + CLOCK_TOLERANCE)
    throw new AuthFailure('not-yet-valid');
  if (exp - Math.min(iat ?? now, now) > expected.maxLifetime) throw new AuthFailure('lifetime-too-long');
}

function namesAudience(aud: unknown, audience: string): boolean {
  if (typeof aud === 'string') return aud === audience;
  return Array.isArray(aud) && aud.every((entry) => typeof entry === 'string') && aud.includes(audience);
}

function seconds(claims: Claims, name: string): number | undefined {
  const value = own(claims, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new AuthFailure('time-claims');
  return value;
}

/** A claim that the token itself carries: never one inherited from the prototype of objects. */
export function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

/** Follows a path of member names through nested objects; undefined where it does not lead anywhere. */
export function claimAt(claims: Claims, path: readonly string[]): unknown {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = own(value as Claims, name);
  }
  return value;
}
