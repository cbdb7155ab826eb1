// The signatures port on Node's own cryptography, without the dispatch of WebCrypto; it does not know tokens or claims.
import {
  constants,
  createHmac,
  createPublicKey,
  createSecretKey,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { KeyObject, VerifyKeyObjectInput } from 'node:crypto';
import { SECRET_ALGORITHMS } from '../config/algorithms.ts';
import { publicMaterial } from '../auth/public-material.ts';
import { SIGNED_HEADER } from '../auth/signatures.ts';
import type { Signatures, Verify } from '../auth/signatures.ts';

/** Length in bytes of an ECDSA signature: the two numbers side by side (RFC 7518 section 3.4). */
const ECDSA_BYTES: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132 };

/**
 * Answers at once. One key takes between 2 µs (HMAC) and 500 µs (P-384), in the thread that asks: for these sizes that is
 * less than handing the work to another thread costs.
 */
export const nodeSignatures: Signatures = {
  verifierOfSecret(secret, algorithm) {
    if (!Object.hasOwn(SECRET_ALGORITHMS, algorithm)) throw new TypeError('not an HMAC algorithm');
    const key = createSecretKey(secret, 'utf8');
    const hash = algorithm.replace('HS', 'sha');
    return (input, signature) => {
      const expected = createHmac(hash, key).update(input, 'latin1').digest();
      return expected.length === signature.length && timingSafeEqual(expected, signature);
    };
  },

  verifierOfPublicKey(jwk, algorithm) {
    const material = publicMaterial(jwk, algorithm);
    let key: KeyObject;
    try {
      key = createPublicKey({ key: material, format: 'jwk' });
    } catch {
      throw new TypeError('the key cannot be read');
    }
    return verifierOf(key, algorithm);
  },

  signer(secret) {
    const key = createSecretKey(secret, 'utf8');
    return (payload) => {
      const input = `${SIGNED_HEADER}.${Buffer.from(payload).toString('base64url')}`;
      return `${input}.${createHmac('sha256', key).update(input, 'latin1').digest('base64url')}`;
    };
  },
};

function verifierOf(key: KeyObject, algorithm: string): Verify {
  const hash = algorithm === 'EdDSA' || algorithm === 'Ed25519' ? null : `sha${algorithm.slice(2)}`;
  const prepared = Object.assign(key, optionsOf(algorithm));
  const length = ECDSA_BYTES[algorithm];
  return (input, signature) => {
    if (length !== undefined && signature.length !== length) return false;
    try {
      return verify(hash, Buffer.from(input, 'latin1'), prepared, signature);
    } catch {
      // OpenSSL counts some malformed signatures as errors; here each is a bad signature.
      return false;
    }
  };
}

/**
 * How `verify` is to use a key, to be set on the key itself: Node reads these from either place, but for a key inside an
 * object of options it throws and catches two errors in every call, stack and all (Node 24.21), which cost as much as the
 * RSA signature.
 */
function optionsOf(algorithm: string): Omit<VerifyKeyObjectInput, 'key'> {
  switch (algorithm.slice(0, 2)) {
    case 'RS':
      return { padding: constants.RSA_PKCS1_PADDING };
    case 'PS':
      return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    case 'ES':
      return { dsaEncoding: 'ieee-p1363' };
    default:
      return {};
  }
}
