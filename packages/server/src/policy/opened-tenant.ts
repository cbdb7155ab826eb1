// The id of a tenant that a claim opens; it does not know what the tenant is given.

/** A tenant id as CONTRACT has it. */
const TENANT_ID = /^[a-z0-9-]{1,32}$/;
/** An id that was made from a hash; nothing else may look like it. */
export const HASHED_ID = /^o-[a-z2-7]{26}$/;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Longest value in UTF-16 units; providers' ids of organisations have at most some dozens. */
const MAX_LENGTH = 256;

/**
 * `prefix` and `value` themselves where that is a tenant id (`[a-z0-9-]{1,32}`), else `o-` and 130 bits of a SHA-256 in
 * base32: ids like `org_2NNEqL2nrI` have capitals and underscores, and two values must never share a tenant. Null for
 * what cannot be the name of an organisation: no text, empty, ill-formed, with control characters, or too long.
 */
export async function openedTenantId(prefix: string, value: unknown): Promise<string | null> {
  if (typeof value !== 'string' || value === '' || value.length > MAX_LENGTH) return null;
  if (!value.isWellFormed() || /\p{Cc}/u.test(value)) return null;
  const plain = prefix + value;
  if (TENANT_ID.test(plain) && !HASHED_ID.test(plain)) return plain;
  const input = new TextEncoder().encode(JSON.stringify([prefix, value]));
  return `o-${base32(new Uint8Array(await crypto.subtle.digest('SHA-256', input)), 26)}`;
}

/** The first `length` letters of RFC 4648 base32 in lower case. */
function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let bit = 0; text.length < length; bit += 5) {
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += BASE32[(pair >> (11 - (bit & 7))) & 31];
  }
  return text;
}
