// Finds out who sends a request and answers failures of that over HTTP; it does not know what is asked for.
import { AuthFailure, KeysUnavailable } from '../auth/auth-failure.ts';
import { readBearer } from '../auth/bearer.ts';
import type { Caller } from '../auth/caller.ts';
import type { VerifyCaller } from '../auth/verify-caller.ts';
import type { Measurement, RecordMeasurement } from '../measurement.ts';
import type { Outcome } from './app-env.ts';
import { Problem } from './problem.ts';

/** The challenge of RFC 6750 section 3; `error` only where a token was sent. */
export function challenge(error?: 'invalid_token' | 'insufficient_scope'): Record<string, string> {
  return {
    'WWW-Authenticate': `Bearer realm="voice-room"${error === undefined ? '' : `, error="${error}"`}`,
  };
}

/**
 * Verifies an Authorization header, at once where that is possible. Throws, or rejects with, a `Problem`: 401 without or
 * with an unacceptable token, 503 where the identity provider's keys cannot be had. `outcome` learns of which issuer the
 * refused token was, for the log.
 */
export type Authenticate = (authorization: string | undefined, outcome: Outcome) => Caller | Promise<Caller>;

/** `now` is in milliseconds since 1970. */
export function createAuthenticator(
  verify: VerifyCaller,
  now: () => number,
  record: RecordMeasurement | undefined,
): Authenticate {
  type Verification = Measurement & { kind: 'verification' };

  return (authorization, outcome) => {
    const start = performance.now();
    const measure = (issuer: string | null, result: Verification['outcome']): void =>
      record?.({
        kind: 'verification',
        issuer,
        outcome: result,
        seconds: (performance.now() - start) / 1000,
      });
    const accept = (caller: Caller): Caller => {
      measure(caller.issuer.issuer, 'verified');
      return caller;
    };
    const refuse = (error: unknown): never => {
      if (!(error instanceof AuthFailure || error instanceof KeysUnavailable)) throw error;
      if (error.issuer !== null) outcome.issuer = error.issuer;
      measure(error.issuer, error instanceof AuthFailure ? 'refused' : 'keys-unavailable');
      throw error instanceof AuthFailure ? refused(error) : unavailable(error);
    };
    try {
      const token = readBearer(authorization);
      if (token === null) throw missing();
      const caller = verify(token, now() / 1000);
      return caller instanceof Promise ? caller.then(accept, refuse) : accept(caller);
    } catch (error) {
      return refuse(error);
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
