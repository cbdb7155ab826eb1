// Keys of an issuer that publishes a JWKS; it does not know what a token must claim.
import type { CryptoKey, JSONWebKeySet, JWK } from 'jose';
import { createRemoteJWKSet, customFetch, errors } from 'jose';
import { fits } from '../config/algorithms.ts';
import { rsaWeakness } from '../config/rsa-weakness.ts';
import { KeysUnavailable } from './auth-failure.ts';
import type { KeySource } from './key-source.ts';

/** Least time in milliseconds between two requests, after success (for unknown `kid`s) and after failure. */
const COOLDOWN = { success: 30_000, failure: 5_000 };
const MAX_AGE = 600_000;
const TIMEOUT = 3_000;
const MAX_BYTES = 256 * 1024;
const MAX_KEYS = 64;

/** How a JWKS is fetched. */
export interface JwksOptions {
  readonly url: string;
  readonly algorithms: readonly string[];
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds that one request may take, body included; 3000 unless told. */
  readonly timeout?: number;
}

/**
 * Keeps a JWKS for ten minutes. An unknown `kid` asks again at most every 30 s, and an endpoint that failed is left
 * alone for 5 s; jose has no such pause. Redirects, bodies over 256 KiB and sets without a usable key are failures.
 */
export function createJwksKeySource({ url, algorithms, fetch, timeout = TIMEOUT }: JwksOptions): KeySource {
  let failedAt = -Infinity;
  let failure = '';

  async function fetchSet(
    address: string,
    init: { headers: Headers; signal: AbortSignal },
  ): Promise<Response> {
    const waited = Date.now() - failedAt;
    if (waited >= 0 && waited < COOLDOWN.failure) throw unavailable(failure, COOLDOWN.failure - waited);
    try {
      const response = await fetch(address, {
        headers: init.headers,
        signal: init.signal,
        redirect: 'manual',
      });
      return Response.json(usableKeys(await readSet(response), algorithms));
    } catch (error) {
      failedAt = Date.now();
      failure =
        error instanceof KeysUnavailable
          ? error.reason
          : (error as Error).name === 'TimeoutError'
            ? 'timeout'
            : 'network';
      throw unavailable(failure, COOLDOWN.failure);
    }
  }

  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: timeout,
    cooldownDuration: COOLDOWN.success,
    cacheMaxAge: MAX_AGE,
    [customFetch]: fetchSet,
  });

  return {
    async find(header) {
      try {
        return [await remote(header)];
      } catch (error) {
        if (error instanceof errors.JWKSMultipleMatchingKeys) return collect(error);
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported) return [];
        throw error instanceof KeysUnavailable ? error : unavailable('unusable', COOLDOWN.failure);
      }
    },
    ready: () => remote.fresh,
    async load() {
      if (!remote.fresh) await remote.reload();
    },
  };
}

async function collect(keys: AsyncIterable<CryptoKey>): Promise<readonly CryptoKey[]> {
  const found: CryptoKey[] = [];
  for await (const key of keys) found.push(key);
  return found;
}

function unavailable(reason: string, milliseconds: number): KeysUnavailable {
  return new KeysUnavailable(reason, Math.max(1, Math.ceil(milliseconds / 1000)));
}

/** Reads the body up to the cap, so that an endless answer cannot fill the memory. */
async function readSet(response: Response): Promise<JSONWebKeySet> {
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw unavailable('http-status', 0);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  // Leaving the loop cancels the stream and with it the connection.
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw unavailable('too-large', 0);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(await new Blob(chunks).text()) as JSONWebKeySet;
  } catch {
    throw unavailable('not-json', 0);
  }
}

/**
 * Drops keys that must not verify anything (symmetric, private, for encryption, RSA under 2048 bits) and binds each
 * other to one algorithm: its own `alg`, else the first allowed one that fits it (RFC 8725 section 3.1).
 */
function usableKeys(set: JSONWebKeySet, algorithms: readonly string[]): JSONWebKeySet {
  const keys: unknown = set?.keys;
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) throw unavailable('not-a-key-set', 0);
  const usable = (keys as (JWK | null)[]).flatMap((jwk) => {
    if (typeof jwk !== 'object' || jwk === null || jwk.d !== undefined || jwk.k !== undefined) return [];
    if ((jwk.use ?? 'sig') !== 'sig' || rsaWeakness(jwk) !== null) return [];
    const fitting = algorithms.filter((name) => fits(name, jwk));
    if (jwk.alg !== undefined) return fitting.includes(jwk.alg) ? [jwk] : [];
    // EdDSA and Ed25519 are one algorithm, so such a key stays unbound and serves both names.
    if (jwk.kty === 'OKP') return fitting.length > 0 ? [jwk] : [];
    return fitting.slice(0, 1).map((alg) => ({ ...jwk, alg }));
  });
  if (usable.length === 0) throw unavailable('no-usable-key', 0);
  return { keys: usable };
}
