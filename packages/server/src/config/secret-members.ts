// Names the members of a JWK that only its owner may know; it does not know what a key is used for.

/** Members of symmetric and private keys (RFC 7518 section 6, RFC 9964 for `priv`). */
export const SECRET_MEMBERS = ['k', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv'] as const;

/** Whether `jwk` has one of them, whatever its value. */
export function hasSecretMember(jwk: object): boolean {
  return SECRET_MEMBERS.some((name) => name in jwk);
}
