// How the peer verifies a host app's token; it does not know HTTP.
import { createPublicKey, createSecretKey } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import jwt, { type Algorithm } from 'jsonwebtoken';

/** What a token must carry. */
export interface Expected {
  readonly issuer: string;
  readonly audience: string;
}

/** Resolves to the claims of a token, or rejects. */
export type PeerVerifier = (token: string) => unknown;

/**
 * The verifier that `PEER_VERIFIER` asks for, for the algorithm in `ALGORITHM` and the secret or PEM in `VERIFICATION`:
 *
 * - `text`: jsonwebtoken given the secret or PEM, as its documentation shows
 * - `key-object`: jsonwebtoken given a key that was made ready once, which its documentation mentions and few use
 * - `jose`: jose given a key that was imported once; jsonwebtoken has no Ed25519
 */
export async function createVerifier(env: NodeJS.ProcessEnv, expected: Expected): Promise<PeerVerifier> {
  const { PEER_VERIFIER: kind, ALGORITHM: algorithm = '', VERIFICATION: text = '' } = env;
  if (kind === 'jose') {
    const key = await importSPKI(text, algorithm);
    return async (token) => (await jwtVerify(token, key, { ...expected, algorithms: [algorithm] })).payload;
  }
  const options = { ...expected, algorithms: [algorithm as Algorithm] };
  if (kind === 'text') return (token) => jwt.verify(token, text, options);
  const key = algorithm === 'HS256' ? createSecretKey(text, 'utf8') : createPublicKey(text);
  return (token) => jwt.verify(token, key, options);
}
