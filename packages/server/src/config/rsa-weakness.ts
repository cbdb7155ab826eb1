// Judges the strength of an RSA public key; it does not know where the key came from.
import type { JWK } from 'jose';
import { base64url } from 'jose';

const MIN_BITS = 2048;
const MIN_EXPONENT = 3n;
/** FIPS 186-5 section A.1.1: exponents are below 2^256. Long ones make every verification dear. */
const MAX_EXPONENT = 2n ** 256n;

/**
 * Says why an RSA JWK is too weak, as the end of a sentence, or null for a sound one and for other key types.
 * RFC 7518 section 3.3 asks for 2048 bits; an exponent of 1 would make every text its own signature.
 */
export function rsaWeakness(jwk: JWK): string | null {
  if (jwk.kty !== 'RSA') return null;
  const modulus = toInteger(jwk.n);
  const exponent = toInteger(jwk.e);
  if (modulus === null || exponent === null) return 'is an RSA key without a readable modulus and exponent';
  const bits = modulus.toString(2).length;
  if (bits < MIN_BITS) return `is an RSA key of ${bits} bits`;
  const isSound = exponent >= MIN_EXPONENT && exponent < MAX_EXPONENT && exponent % 2n === 1n;
  if (!isSound) return 'is an RSA key with a weak exponent';
  return null;
}

function toInteger(text: unknown): bigint | null {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]{1,2048}$/.test(text)) return null;
  try {
    const digits = Array.from(base64url.decode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
    return BigInt(`0x0${digits}`);
  } catch {
    // One character more than a multiple of four is base64url of nothing.
    return null;
  }
}
