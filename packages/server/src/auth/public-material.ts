// Takes from a JWK what makes a public key, and nothing else; it does not know whose key it is.
import type { JWK } from 'jose';
import { fits } from '../config/algorithms.ts';

const MEMBERS: Readonly<Record<string, readonly ('crv' | 'n' | 'e' | 'x' | 'y')[]>> = {
  RSA: ['n', 'e'],
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
};

/**
 * Returns the public members of `jwk` alone, in one order, so that equal keys give equal JSON and private members never
 * reach a key import. Throws `TypeError` where the key does not fit `algorithm`, or a member is missing or no text.
 */
export function publicMaterial(jwk: JWK, algorithm: string): JWK & { kty: string } {
  const { kty } = jwk;
  if (kty === undefined || !fits(algorithm, jwk)) throw new TypeError('the key does not fit the algorithm');
  const material: JWK & { kty: string } = { kty };
  for (const name of MEMBERS[kty] ?? []) {
    const value: unknown = jwk[name];
    if (typeof value !== 'string') throw new TypeError('a member of the key is missing');
    material[name] = value;
  }
  return material;
}
