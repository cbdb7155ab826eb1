// The signing key of a host app; it does not know tokens.
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/** How host apps sign: one algorithm of each family. */
export const algorithms = ['HS256', 'RS256', 'ES256', 'EdDSA'] as const;

/** One of `algorithms`; `EdDSA` is always with Ed25519 here. */
export type Algorithm = (typeof algorithms)[number];

/** A key with what the verifying side is given. */
export interface HostKey {
  readonly algorithm: Algorithm;
  /** What signs: the secret's bytes, or the private key. */
  readonly signing: Uint8Array | KeyObject;
  /** The secret as text, or the public key as PEM. */
  readonly verification: string;
  /** The public key; null for a secret. */
  readonly publicKey: KeyObject | null;
}

/** A fresh key; RSA has 2048 bits, as identity providers use. */
export function createHostKey(algorithm: Algorithm): HostKey {
  if (algorithm === 'HS256') {
    const secret = randomBytes(48).toString('base64url');
    return { algorithm, signing: Buffer.from(secret), verification: secret, publicKey: null };
  }
  const { privateKey, publicKey } = generatePair(algorithm);
  const verification = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { algorithm, signing: privateKey, verification, publicKey };
}

function generatePair(algorithm: Exclude<Algorithm, 'HS256'>): {
  privateKey: KeyObject;
  publicKey: KeyObject;
} {
  switch (algorithm) {
    case 'RS256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'EdDSA':
      return generateKeyPairSync('ed25519');
  }
}
