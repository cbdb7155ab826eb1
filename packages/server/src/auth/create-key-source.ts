// Makes the key source that a configuration asks for; it does not know tokens or claims.
import type { CryptoKey } from 'jose';
import { importJWK } from 'jose';
import type { KeyConfig } from '../config/config.ts';
import { createJwksKeySource } from './jwks-key-source.ts';
import type { KeySource } from './key-source.ts';

/** Makes the source for a key configuration; `fetch` is used for a JWKS only. */
export function createKeySource(config: KeyConfig, fetch: typeof globalThis.fetch): KeySource {
  switch (config.kind) {
    case 'jwks':
      return createJwksKeySource({ url: config.url, algorithms: config.algorithms, fetch });
    case 'secret':
      return createStaticKeySource(() => importSecret(config.secret, config.algorithms[0] ?? 'HS256'));
    case 'public-key':
      return createStaticKeySource(() => importPublic(config));
  }
}

/** Imports the key once, on first use, since importing costs more than verifying. */
function createStaticKeySource(importKey: () => Promise<CryptoKey>): KeySource {
  let key: Promise<CryptoKey> | undefined;
  return {
    async find() {
      return [await (key ??= importKey())];
    },
    ready: () => true,
    async load() {
      await (key ??= importKey());
    },
  };
}

function importSecret(secret: string, algorithm: string): Promise<CryptoKey> {
  const hash = algorithm.replace('HS', 'SHA-');
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash }, false, [
    'verify',
  ]);
}

async function importPublic(config: KeyConfig & { kind: 'public-key' }): Promise<CryptoKey> {
  const key = await importJWK({ ...config.jwk }, config.algorithms[0]);
  if (key instanceof Uint8Array) throw new TypeError('a symmetric key is no public key');
  return key;
}
