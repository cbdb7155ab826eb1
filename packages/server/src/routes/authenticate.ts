// Finds out who sends a request and answers failures of that over HTTP; it does not know what is asked for.
import { AuthFailure, KeysUnavailable } from '../auth/auth-failure.ts';
import { readBearer } from '../auth/bearer.ts';
import type { Caller } from '../auth/caller.ts';
import type { VerifyCaller } from '../auth/verify-caller.ts';
import { Problem } from './problem.ts';

/** The challenge of RFC 6750 section 3; `error` only where a token was sent. */
export function challenge(error?: 'invalid_token' | 'insufficient_scope'): Record<string, string> {
  return {
    'WWW-Authenticate': `Bearer realm="voice-room"${error === undefined ? '' : `, error="${error}"`}`,
  };
}

/**
 * Verifies the Authorization header at `now` (seconds since 1970). Throws a `Problem`: 401 without or with an unacceptable
 * token, 503 where the identity provider's keys cannot be had.
 */
export async function authenticate(
  authorization: string | undefined,
  verify: VerifyCaller,
  now: number,
): Promise<Caller> {
  try {
    const token = readBearer(authorization);
    if (token === null) {
      const detail = "Send the host app's JWT as a bearer token in the Authorization header.";
      throw new Problem('token-missing', { detail, headers: challenge() });
    }
    return await verify(token, now);
  } catch (error) {
    if (error instanceof AuthFailure) {
      const detail = 'The bearer token is not acceptable here.';
      throw new Problem('token-invalid', {
        detail,
        headers: challenge('invalid_token'),
        reason: error.reason,
      });
    }
    if (error instanceof KeysUnavailable) {
      const headers = { 'Retry-After': String(error.retryAfter) };
      const detail = 'The keys of the identity provider cannot be fetched at the moment.';
      throw new Problem('identity-provider-unavailable', { detail, headers, reason: error.reason });
    }
    throw error;
  }
}
