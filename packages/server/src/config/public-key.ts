// Reads one public verification key as PEM or JWK; it does not know which issuer it belongs to.
import type { JWK } from 'jose';
import { importJWK, importSPKI, exportJWK } from 'jose';
import type { PublicKey } from './config.ts';
import { PUBLIC_ALGORITHMS, fits, isOneAlgorithm, isSameAlgorithm } from './algorithms.ts';
import { hasSecretMember } from './secret-members.ts';
import { rsaWeakness } from './rsa-weakness.ts';

/** Why a text is not a usable key; the message is the end of a sentence that begins with the variable's name. */
export class PublicKeyFault extends Error {
  override readonly name = 'PublicKeyFault';
}

const REMEDY = 'Set a public key: PEM that begins with "-----BEGIN PUBLIC KEY-----", or a JWK as JSON.';

/**
 * Parses `text`, PEM or a JWK as sound JSON, and binds it to one algorithm: the JWK's own `alg`, else what `narrowed` leaves,
 * else the default of the key type (RSA: RS256). Throws `PublicKeyFault` on private, symmetric, weak or unknown keys.
 */
export async function readPublicKey(
  text: string,
  narrowed: readonly string[] | undefined,
): Promise<PublicKey> {
  const jwk = text.trimStart().startsWith('{') ? parseJwk(text) : await parsePem(text);
  const algorithms = bind(jwk, narrowed);
  const weak = rsaWeakness(jwk);
  if (weak !== null)
    throw new PublicKeyFault(`${weak}. Set an RSA key of at least 2048 bits with exponent 65537.`);
  await tryImport(jwk, algorithms[0] ?? '');
  return { jwk, algorithms };
}

function parseJwk(text: string): JWK {
  const jwk = JSON.parse(text) as JWK;
  if (jwk.kty === 'oct' || jwk.k !== undefined) {
    throw new PublicKeyFault(
      'is a symmetric key. A shared secret is set as a secret (AUTH_SECRET, or "secrets" in the file).',
    );
  }
  if (hasSecretMember(jwk)) {
    throw new PublicKeyFault(`is a private key, which this server must never hold. ${REMEDY}`);
  }
  if (jwk.use !== undefined && jwk.use !== 'sig') {
    throw new PublicKeyFault('is a key for encryption. Set the key that signs, with "use": "sig".');
  }
  if (jwk.kid !== undefined && typeof jwk.kid !== 'string') {
    throw new PublicKeyFault('has a "kid" that is no text. Set it as a text, or take it out.');
  }
  return jwk;
}

async function parsePem(text: string): Promise<JWK> {
  const pem = text.trim();
  if (pem.includes('PRIVATE KEY')) {
    throw new PublicKeyFault(`is a private key, which this server must never hold. ${REMEDY}`);
  }
  // The whole text, because what reads SPKI passes over anything around the first block.
  if (!/^-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----$/.test(pem)) {
    throw new PublicKeyFault(`is not a public key. ${REMEDY}`);
  }
  // SPKI does not say how it is imported, so each key type is tried under its first algorithm.
  for (const algorithm of ['RS256', 'ES256', 'ES384', 'ES512', 'Ed25519']) {
    try {
      return await exportJWK(await importSPKI(pem, algorithm, { extractable: true }));
    } catch {
      continue;
    }
  }
  throw new PublicKeyFault(`is no RSA, P-256, P-384, P-521 or Ed25519 key. ${REMEDY}`);
}

function bind(jwk: JWK, narrowed: readonly string[] | undefined): readonly string[] {
  const usable = Object.keys(PUBLIC_ALGORITHMS).filter((name) => fits(name, jwk));
  if (usable.length === 0)
    throw new PublicKeyFault(`is of a key type or curve that is not supported. ${REMEDY}`);
  const { alg } = jwk;
  const own = alg === undefined ? usable : usable.filter((name) => isSameAlgorithm(name, alg));
  const bound =
    narrowed === undefined ? own : own.filter((name) => narrowed.some((one) => isSameAlgorithm(name, one)));
  if (bound.length === 0) {
    throw new PublicKeyFault(
      `cannot be used with the algorithms it is narrowed to. It fits: ${own.join(', ') || 'none'}.`,
    );
  }
  if (isOneAlgorithm(bound)) return bound;
  if (narrowed === undefined) return bound.slice(0, 1);
  throw new PublicKeyFault(
    `is one key for ${bound.join(' and ')}. Narrow the algorithms to exactly one of them.`,
  );
}

async function tryImport(jwk: JWK, algorithm: string): Promise<void> {
  try {
    const key = await importJWK({ ...jwk }, algorithm);
    if (!(key instanceof Uint8Array) && key.type === 'public') return;
  } catch {
    // Falls through to the one sentence for every unreadable key.
  }
  throw new PublicKeyFault(`cannot be read as a key. ${REMEDY}`);
}
