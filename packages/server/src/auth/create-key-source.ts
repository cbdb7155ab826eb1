// Makes the key source that a configuration asks for; it does not know tokens or claims.
import type { KeyConfig } from '../config/config.ts';
import type { JwksParts } from './jwks-key-source.ts';
import { createJwksKeySource } from './jwks-key-source.ts';
import type { KeySource } from './key-source.ts';
import { createStaticKeySource } from './static-key-source.ts';

/** Makes the source for a key configuration; everything in `parts` but the cryptography is used for a JWKS only. */
export function createKeySource(config: KeyConfig, parts: JwksParts): KeySource {
  return config.kind === 'jwks'
    ? createJwksKeySource(config, parts)
    : createStaticKeySource(config, parts.signatures);
}
