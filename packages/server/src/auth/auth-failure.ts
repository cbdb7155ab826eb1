// Why a request was not authenticated; it does not know how HTTP tells it.

/** Reasons for the log, stable so that documentation can name a cure for each. The answer never says which one it was. */
export type AuthFailureReason =
  | 'malformed'
  | 'header-not-allowed'
  | 'algorithm-not-allowed'
  | 'unknown-issuer'
  | 'bad-signature'
  | 'unknown-key'
  | 'wrong-audience'
  | 'required-claim'
  | 'refused-claim'
  | 'sender-constrained'
  | 'not-a-bearer-token'
  | 'livekit-token'
  | 'expired'
  | 'not-yet-valid'
  | 'lifetime-too-long'
  | 'time-claims'
  | 'identity';

/** The token was looked at and is not accepted (401, `invalid_token`). */
export class AuthFailure extends Error {
  override readonly name = 'AuthFailure';
  readonly reason: AuthFailureReason;
  /** The configured issuer that the token named; null where it named none. */
  issuer: string | null = null;

  constructor(reason: AuthFailureReason) {
    super(reason);
    this.reason = reason;
  }
}

/** The verification key cannot be had right now, so nothing can be said about the token (503). */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
  /** For the log, for example `http-status` or `too-large`; never an address. */
  readonly reason: string;
  /** Whole seconds until asking again can help, at least 1. */
  readonly retryAfter: number;
  /** The configured issuer whose keys these are. */
  issuer: string | null = null;

  constructor(reason: string, retryAfter: number) {
    super(reason);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}
