// Keys that stand in the configuration, several for a rotation with overlap; it does not know tokens or claims.
import type { KeyConfig } from '../config/config.ts';
import type { KeySource } from './key-source.ts';
import type { Signatures, Verify } from './signatures.ts';

interface StaticKey {
  readonly algorithms: readonly string[];
  readonly kid: string | undefined;
  readonly verify: Verify;
}

/**
 * Imports the keys once, on first use, since importing costs more than verifying. All keys of the token's algorithm are
 * tried; the one that the token's `kid` names is tried first, and a strange `kid` excludes none.
 */
export function createStaticKeySource(
  config: Exclude<KeyConfig, { kind: 'jwks' }>,
  signatures: Signatures,
): KeySource {
  let keys: readonly StaticKey[] | undefined;
  let importing: Promise<readonly StaticKey[]> | undefined;
  const load = async (): Promise<readonly StaticKey[]> =>
    (keys ??= await (importing ??= importAll(config, signatures)));
  return {
    find(hint) {
      return keys === undefined
        ? load().then((loaded) => choose(loaded, hint.algorithm, hint.kid))
        : choose(keys, hint.algorithm, hint.kid);
    },
    findNewer: () => [],
    ready: () => true,
    async load() {
      await load();
    },
    fetchedAt: () => null,
  };
}

function importAll(
  config: Exclude<KeyConfig, { kind: 'jwks' }>,
  signatures: Signatures,
): Promise<StaticKey[]> {
  if (config.kind === 'secret') {
    const { algorithm } = config;
    return Promise.all(
      config.secrets.map(async (secret) => ({
        algorithms: [algorithm],
        kid: undefined,
        verify: await signatures.verifierOfSecret(secret, algorithm),
      })),
    );
  }
  return Promise.all(
    config.keys.map(async ({ jwk, algorithms }) => ({
      algorithms,
      kid: jwk.kid,
      verify: await signatures.verifierOfPublicKey(jwk, algorithms[0] ?? ''),
    })),
  );
}

function choose(keys: readonly StaticKey[], algorithm: string, kid: string | undefined): readonly Verify[] {
  const found: Verify[] = [];
  for (const key of keys) {
    if (!key.algorithms.includes(algorithm)) continue;
    if (kid !== undefined && key.kid === kid) found.unshift(key.verify);
    else found.push(key.verify);
  }
  return found;
}
