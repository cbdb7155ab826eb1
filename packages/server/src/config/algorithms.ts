// The signature algorithms that host JWTs may use, by family; it does not know any key.

/** HMAC algorithms with the secret length in bytes that each asks for (RFC 7518 section 3.2). */
export const SECRET_ALGORITHMS: Readonly<Record<string, number>> = { HS256: 32, HS384: 48, HS512: 64 };

/** Public-key algorithms with the JWK key type and curve each needs (RFC 7518, RFC 8037, RFC 9864). */
export const PUBLIC_ALGORITHMS: Readonly<Record<string, { kty: string; crv?: string }>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
};

/** What a JWKS may use when AUTH_ALGORITHMS is unset: one algorithm a key type, `EdDSA` under both its names. */
export const JWKS_DEFAULT = ['RS256', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const;

/** Whether a JWK of this type and curve can be used with `algorithm`; own members only, so no name is inherited. */
export function fits(algorithm: string, jwk: { kty?: string; crv?: string }): boolean {
  if (!Object.hasOwn(PUBLIC_ALGORITHMS, algorithm)) return false;
  const needed = PUBLIC_ALGORITHMS[algorithm];
  return needed?.kty === jwk.kty && (needed?.crv === undefined || needed.crv === jwk.crv);
}

/** The names of Ed25519's one algorithm (RFC 9864 section 2.2); every other algorithm has one name. */
const ED25519: readonly string[] = ['EdDSA', 'Ed25519'];

/** Whether two names are of one algorithm. */
export function isSameAlgorithm(one: string, other: string): boolean {
  return one === other || (ED25519.includes(one) && ED25519.includes(other));
}

/** Whether the list is one algorithm, under whichever of its names. */
export function isOneAlgorithm([first, ...others]: readonly string[]): boolean {
  return first !== undefined && others.every((name) => isSameAlgorithm(name, first));
}

/** The algorithms under all of their names: who allows one name of an algorithm allows the other. */
export function withAllNames(algorithms: readonly string[]): readonly string[] {
  if (!algorithms.some((name) => ED25519.includes(name))) return algorithms;
  return [...new Set([...algorithms, ...ED25519])];
}
