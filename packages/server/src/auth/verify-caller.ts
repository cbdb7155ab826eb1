// Turns a bearer token into a caller; it does not know HTTP, channels or LiveKit.
import type { CryptoKey } from 'jose';
import { compactVerify, errors } from 'jose';
import type { IssuerConfig } from '../config/config.ts';
import { AuthFailure } from './auth-failure.ts';
import type { Caller } from './caller.ts';
import { toCaller } from './caller.ts';
import { checkClaims, own } from './check-claims.ts';
import { readCompactJws } from './compact-jws.ts';
import type { KeySource } from './key-source.ts';

/** An issuer together with its keys. */
export interface Issuer {
  readonly config: IssuerConfig;
  readonly keys: KeySource;
}

/** Verifies one token at `now` (seconds since 1970). Throws `AuthFailure` or `KeysUnavailable`. */
export type VerifyCaller = (token: string, now: number) => Promise<Caller>;

/**
 * The token's exact `iss` picks the issuer, and nothing else does: there is no fallback to the only one. An unknown
 * issuer costs no request. LiveKit's own tokens fail here, since their `iss` is an API key.
 */
export function createCallerVerifier(issuers: readonly Issuer[]): VerifyCaller {
  const byName = new Map(issuers.map((issuer) => [issuer.config.issuer, issuer]));
  return async (token, now) => {
    const { claims, algorithm } = readCompactJws(token);
    const iss = own(claims, 'iss');
    const issuer = typeof iss === 'string' ? byName.get(iss) : undefined;
    if (issuer === undefined) throw new AuthFailure('unknown-issuer');
    const { algorithms } = issuer.config.keys;
    if (!algorithms.includes(algorithm)) throw new AuthFailure('algorithm-not-allowed');
    await verifySignature(token, issuer.keys, algorithms);
    checkClaims(claims, issuer.config, now);
    return toCaller(claims, issuer.config);
  };
}

async function verifySignature(
  token: string,
  source: KeySource,
  algorithms: readonly string[],
): Promise<void> {
  let keys: readonly CryptoKey[] = [];
  const find = async (header: Parameters<KeySource['find']>[0]): Promise<CryptoKey> => {
    keys = await source.find(header);
    const [first] = keys;
    if (first === undefined) throw new AuthFailure('unknown-key');
    return first;
  };
  const options = { algorithms: [...algorithms] };
  if (await isSignedBy(token, find, options)) return;
  for (const key of keys.slice(1)) if (await isSignedBy(token, () => key, options)) return;
  throw new AuthFailure('bad-signature');
}

type GetKey = Parameters<typeof compactVerify>[1];

async function isSignedBy(
  token: string,
  getKey: GetKey,
  options: { algorithms: string[] },
): Promise<boolean> {
  try {
    await compactVerify(token, getKey, options);
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false;
    throw error;
  }
}
