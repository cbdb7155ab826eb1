// The cryptography that verifying and minting need, as a port; it does not know which library does it.
import type { JWK } from 'jose';

/**
 * Says whether `signature` belongs to `input` (ASCII: header and payload of a compact JWS with their dot). A bad
 * signature of any shape is false, never an error. The answer comes at once where the runtime can, so callers wait only
 * for a promise.
 */
export type Verify = (input: string, signature: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>;

/**
 * Signs `payload` (a JSON text) as a compact JWS with HMAC-SHA-256, under the header `{"alg":"HS256"}`, which is the one
 * that LiveKit's own SDKs write. At once where the runtime can.
 */
export type Sign = (payload: string) => string | Promise<string>;

/** The header of every token that is signed here, encoded. */
export const SIGNED_HEADER = 'eyJhbGciOiJIUzI1NiJ9';

/** Makes verifiers and signers; each is bound to one key and one algorithm (RFC 8725 section 3.1). */
export interface Signatures {
  /** For `HS256`, `HS384` and `HS512`; the key is the UTF-8 bytes of `secret`. Throws `TypeError` on other algorithms. */
  verifierOfSecret(secret: string, algorithm: string): Verify | Promise<Verify>;
  /**
   * For the names in `PUBLIC_ALGORITHMS`. Only the public members of `jwk` are read. Throws, or rejects with, `TypeError`
   * where the key does not fit the algorithm or cannot be read.
   */
  verifierOfPublicKey(jwk: JWK, algorithm: string): Verify | Promise<Verify>;
  /** The key is the UTF-8 bytes of `secret`. */
  signer(secret: string): Sign;
}
