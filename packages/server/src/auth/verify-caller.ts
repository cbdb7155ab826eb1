// Turns a bearer token into a caller; it does not know HTTP, channels or LiveKit.
import type { KeyConfig } from '../config/config.ts';
import { AuthFailure, KeysUnavailable } from './auth-failure.ts';
import type { Caller } from './caller.ts';
import { toCaller } from './caller.ts';
import { checkClaims } from './check-claims.ts';
import { own } from '../policy/claim-path.ts';
import type { UnverifiedToken } from './compact-jws.ts';
import { readCompactJws } from './compact-jws.ts';
import type { Issuer } from './key-source-pool.ts';
import type { KeySource } from './key-source.ts';
import { isLiveKitGrant } from './livekit-grant.ts';
import type { Verify } from './signatures.ts';

/**
 * Verifies one token at `now` (seconds since 1970). Throws, or rejects with, `AuthFailure` or `KeysUnavailable`, nothing
 * else. The answer comes at once where keys are at hand and the runtime verifies at once: each promise that a request waits
 * for costs about as much as parsing its token.
 */
export type VerifyCaller = (token: string, now: number) => Caller | Promise<Caller>;

/** What the verifier knows besides the issuers. */
export interface VerifierOptions {
  /** The API keys of all configured LiveKit projects: tokens that carry one as `iss` open calls, not this server. */
  readonly livekitKeys: readonly string[];
}

/**
 * The token's exact `iss` picks the issuer, and nothing else does: there is no fallback to the only one, and an unknown
 * issuer costs no request. Tokens for LiveKit are refused by their `iss` and by their grant, so that no setting, and no
 * secret used twice, can make a pass to one call into a pass to all.
 */
export function createCallerVerifier(
  issuers: readonly Issuer[],
  { livekitKeys }: VerifierOptions,
): VerifyCaller {
  const byName = new Map(
    issuers.map((issuer) => [
      issuer.config.issuer,
      { ...issuer, algorithms: algorithmsOf(issuer.config.keys) },
    ]),
  );
  const forLiveKit = new Set(livekitKeys);
  return (text, now) => {
    const token = readCompactJws(text);
    const { claims } = token;
    const iss = own(claims, 'iss');
    if (typeof iss !== 'string') throw new AuthFailure('unknown-issuer');
    if (forLiveKit.has(iss) || isLiveKitGrant(own(claims, 'video'))) throw new AuthFailure('livekit-token');
    const issuer = byName.get(iss);
    if (issuer === undefined) throw new AuthFailure('unknown-issuer');
    const accept = (): Caller => {
      checkClaims(claims, issuer.config, now);
      return toCaller(claims, issuer.config);
    };
    try {
      if (!issuer.algorithms.includes(token.algorithm)) throw new AuthFailure('algorithm-not-allowed');
      const verified = verifySignature(token, issuer.keys);
      return verified instanceof Promise
        ? verified.then(accept).catch((error: unknown) => blame(error, iss))
        : accept();
    } catch (error) {
      return blame(error, iss);
    }
  };
}

/** Throws `error`, with the issuer that it is about. */
function blame(error: unknown, issuer: string): never {
  if (error instanceof AuthFailure || error instanceof KeysUnavailable) error.issuer = issuer;
  throw error;
}

function algorithmsOf(keys: KeyConfig): readonly string[] {
  switch (keys.kind) {
    case 'secret':
      return [keys.algorithm];
    case 'public-key':
      return keys.keys.flatMap(({ algorithms }) => algorithms);
    case 'jwks':
      return keys.algorithms;
  }
}

/** Throws, or rejects. A promise only where something is not there at once: keys, or the runtime's answer. */
function verifySignature(token: UnverifiedToken, source: KeySource): void | Promise<void> {
  const found = source.find(token);
  if (found instanceof Promise) return found.then((keys) => verifyWith(token, source, keys));
  return verifyWith(token, source, found);
}

function verifyWith(
  token: UnverifiedToken,
  source: KeySource,
  keys: readonly Verify[],
): void | Promise<void> {
  if (keys.length === 0) throw new AuthFailure('unknown-key');
  const fits = fitsOne(token, keys);
  if (fits === true) return;
  return tryNewer(token, source, keys, fits);
}

async function tryNewer(
  token: UnverifiedToken,
  source: KeySource,
  keys: readonly Verify[],
  fits: false | Promise<boolean>,
): Promise<void> {
  if (await fits) return;
  if (await fitsOne(token, await source.findNewer(token, keys))) return;
  throw new AuthFailure('bad-signature');
}

/** Tries the keys in turn; the answer comes at once up to the first that has to be waited for. */
function fitsOne(token: UnverifiedToken, keys: readonly Verify[]): boolean | Promise<boolean> {
  for (const [index, verify] of keys.entries()) {
    const fits = verify(token.input, token.signature);
    if (typeof fits !== 'boolean') return fits.then((yes) => yes || fitsOne(token, keys.slice(index + 1)));
    if (fits) return true;
  }
  return false;
}
