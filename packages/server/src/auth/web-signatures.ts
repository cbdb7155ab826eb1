// The signatures port on WebCrypto, which every runtime has; it does not know tokens or claims.
import { base64url, importJWK } from 'jose';
import { SECRET_ALGORITHMS } from '../config/algorithms.ts';
import { publicMaterial } from './public-material.ts';
import { SIGNED_HEADER } from './signatures.ts';
import type { Signatures, Verify } from './signatures.ts';

type Parameters = AlgorithmIdentifier | RsaPssParams | EcdsaParams;

const encoder = new TextEncoder();

/** Works anywhere; each call is dispatched by the runtime, which can cost more than the signature itself. */
export const webSignatures: Signatures = {
  async verifierOfSecret(secret, algorithm) {
    if (!Object.hasOwn(SECRET_ALGORITHMS, algorithm)) throw new TypeError('not an HMAC algorithm');
    const key = await importSecret(secret, algorithm.replace('HS', 'SHA-'), 'verify');
    return verifier('HMAC', key);
  },

  async verifierOfPublicKey(jwk, algorithm) {
    const material = publicMaterial(jwk, algorithm);
    let key: CryptoKey | Uint8Array;
    try {
      key = await importJWK(material, algorithm);
    } catch {
      throw new TypeError('the key cannot be read');
    }
    if (key instanceof Uint8Array) throw new TypeError('a symmetric key is no public key');
    return verifier(parametersOf(algorithm), key);
  },

  signer(secret) {
    let key: Promise<CryptoKey> | undefined;
    return async (payload) => {
      key ??= importSecret(secret, 'SHA-256', 'sign');
      const input = `${SIGNED_HEADER}.${base64url.encode(payload)}`;
      const signature = await crypto.subtle.sign('HMAC', await key, encoder.encode(input));
      return `${input}.${base64url.encode(new Uint8Array(signature))}`;
    };
  },
};

function verifier(parameters: Parameters, key: CryptoKey): Verify {
  return async (input, signature) => {
    try {
      return await crypto.subtle.verify(parameters, key, signature, encoder.encode(input));
    } catch {
      // Runtimes differ on what a signature of the wrong length is; a bad signature is never an error here.
      return false;
    }
  };
}

function importSecret(secret: string, hash: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash }, false, [usage]);
}

/** RFC 7518 section 3: ECDSA as the two numbers side by side, which is WebCrypto's own form; PSS salt as long as the hash. */
function parametersOf(algorithm: string): Parameters {
  const bits = Number(algorithm.slice(2));
  const hash = `SHA-${bits}`;
  switch (algorithm.slice(0, 2)) {
    case 'RS':
      return 'RSASSA-PKCS1-v1_5';
    case 'PS':
      return { name: 'RSA-PSS', saltLength: bits / 8 };
    case 'ES':
      return { name: 'ECDSA', hash };
    default:
      return 'Ed25519';
  }
}
