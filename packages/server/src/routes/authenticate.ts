// Finds out who sends a request and answers failures of that over HTTP; it does not know what is asked for.
import { AuthFailure, KeysUnavailable } from '../auth/auth-failure.ts';
import { readBearer } from '../auth/bearer.ts';
import type { Caller } from '../auth/caller.ts';
import type { VerifyCaller } from '../auth/verify-caller.ts';
import type { Measurement, RecordMeasurement } from '../measurement.ts';
import { Problem } from './problem.ts';

/** The challenge of RFC 6750 section 3; `error` only where a token was sent. */
export function challenge(error?: 'invalid_token' | 'insufficient_scope'): Record<string, string> {
  return {
    'WWW-Authenticate': `Bearer realm="voice-room"${error === undefined ? '' : `, error="${error}"`}`,
  };
}

/**
 * Verifies an Authorization header. Throws a `Problem`: 401 without or with an unacceptable token, 503 where the identity
 * provider's keys cannot be had.
 */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

/** `now` is in milliseconds since 1970. */
export function createAuthenticator(
  verify: VerifyCaller,
  now: () => number,
  record: RecordMeasurement | undefined,
): Authenticate {
  type Verification = Measurement & { kind: 'verification' };

  return async (authorization) => {
    const start = performance.now();
    const measure = (issuer: string | null, outcome: Verification['outcome']): void =>
      record?.({ kind: 'verification', issuer, outcome, seconds: (performance.now() - start) / 1000 });
    try {
      const token = readBearer(authorization);
      if (token === null) throw missing();
      const caller = await verify(token, now() / 1000);
      measure(caller.issuer.issuer, 'verified');
      return caller;
    } catch (error) {
      if (error instanceof AuthFailure) {
        measure(error.issuer, 'refused');
        throw refused(error);
      }
      if (error instanceof KeysUnavailable) {
        measure(error.issuer, 'keys-unavailable');
        throw unavailable(error);
      }
      throw error;
    }
  };
}

function missing(): Problem {
  const detail = "Send the host app's JWT as a bearer token in the Authorization header.";
  return new Problem('token-missing', { detail, headers: challenge() });
}

function refused({ reason }: AuthFailure): Problem {
  const detail = 'The bearer token is not acceptable here.';
  return new Problem('token-invalid', { detail, headers: challenge('invalid_token'), reason });
}

function unavailable({ reason, retryAfter }: KeysUnavailable): Problem {
  const detail = 'The keys of the identity provider cannot be fetched at the moment.';
  const headers = { 'Retry-After': String(retryAfter) };
  return new Problem('identity-provider-unavailable', { detail, headers, reason });
}
