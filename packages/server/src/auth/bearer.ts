// Takes the bearer token out of an Authorization header; it does not know what a valid token is.
import { AuthFailure } from './auth-failure.ts';

/**
 * Returns the token, or null where no bearer credentials were sent (RFC 6750 section 3.1 wants no error code then).
 * The scheme is case-insensitive (RFC 9110 section 11.1). Two Authorization lines arrive joined by a comma, which no
 * token holds, and are refused. Throws `AuthFailure` for a bearer header without one plain token.
 */
export function readBearer(authorization: string | undefined | null): string | null {
  if (authorization === undefined || authorization === null) return null;
  const [, scheme, rest] = /^([^ ]*) *(.*)$/s.exec(authorization) ?? [];
  if (scheme?.toLowerCase() !== 'bearer') return null;
  // b64token of RFC 6750 section 2.1.
  if (rest === undefined || !/^[A-Za-z0-9\-._~+/]+=*$/.test(rest)) throw new AuthFailure('malformed');
  return rest;
}
