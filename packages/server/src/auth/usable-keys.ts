// Chooses the keys of a published set that may verify anything; it does not know where the set came from.
import type { JWK } from 'jose';
import { base64url } from 'jose';
import { fits } from '../config/algorithms.ts';
import { rsaWeakness } from '../config/rsa-weakness.ts';
import { hasSecretMember } from '../config/secret-members.ts';
import { publicMaterial } from './public-material.ts';

const MAX_KID_LENGTH = 256;
/** Bytes of a coordinate or public key, by curve (RFC 7518 section 6.2.1.2, RFC 8037 section 2). */
const CURVE_BYTES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66, Ed25519: 32 };
/** Leading zero bytes that some publishers leave out; whether the key counts is for the runtime to say. */
const FORGIVEN_BYTES = 2;
const ED25519 = ['EdDSA', 'Ed25519'];

/** A public key that is bound to one algorithm; `EdDSA` and `Ed25519` are two names of one (RFC 9864 section 2.2). */
export interface UsableKey {
  readonly jwk: JWK;
  readonly kid: string | undefined;
  /** Never empty; several only where they are names of one algorithm. */
  readonly algorithms: readonly string[];
}

/**
 * Judges each entry on its own: whatever one of them is, it neither throws nor changes what becomes of keys with other
 * names and other material. Drops what is no key, symmetric, private, weak, for encryption, or not for verifying. Binds each other key to its own
 * `alg`, else to the first of `algorithms` that fits it (RFC 8725 section 3.1); a key listed again for another algorithm
 * stays with the first. Keys that share a `kid` while they differ are all dropped: it cannot be told which one is meant.
 */
export function usableKeys(keys: readonly unknown[], algorithms: readonly string[]): readonly UsableKey[] {
  const bound = new Map<string, string>();
  const byKid = new Map<string, string>();
  const ambiguous = new Set<string>();
  const usable: UsableKey[] = [];
  for (const candidate of keys) {
    const read = judge(candidate, algorithms);
    if (read === null) continue;
    const { key, algorithm, material } = read;
    if (key.kid !== undefined) {
      if ((byKid.get(key.kid) ?? material) !== material) ambiguous.add(key.kid);
      byKid.set(key.kid, material);
    }
    if ((bound.get(material) ?? algorithm) !== algorithm) continue;
    bound.set(material, algorithm);
    usable.push(key);
  }
  return usable.filter(({ kid }) => kid === undefined || !ambiguous.has(kid));
}

interface Judged {
  readonly key: UsableKey;
  readonly algorithm: string;
  /** Equal for equal keys, whatever else their entries say. */
  readonly material: string;
}

/** Strangers to this server write the set, so an entry that no check foresaw is a key that is not of use, no more. */
function judge(candidate: unknown, algorithms: readonly string[]): Judged | null {
  try {
    const key = readKey(candidate, algorithms);
    if (key === null) return null;
    const [algorithm = ''] = key.algorithms;
    return { key, algorithm, material: JSON.stringify(publicMaterial(key.jwk, algorithm)) };
  } catch {
    return null;
  }
}

function readKey(candidate: unknown, algorithms: readonly string[]): UsableKey | null {
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate)) return null;
  if (hasSecretMember(candidate)) return null;
  const jwk = candidate as JWK;
  const { kid, alg, use, key_ops: operations }: Record<string, unknown> = jwk;
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH)) return null;
  if (use !== undefined && use !== 'sig') return null;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return null;
  const bound = bind(
    alg,
    algorithms.filter((name) => fits(name, jwk)),
  );
  if (bound.length === 0 || rsaWeakness(jwk) !== null || !hasPoint(jwk)) return null;
  return { jwk, kid, algorithms: bound };
}

/** Whether the coordinates can be those of a point, so that what is no key shares its `kid` with none. */
function hasPoint({ kty, crv = '', x, y }: JWK): boolean {
  if (kty === 'RSA') return true;
  const size = CURVE_BYTES[crv] ?? 0;
  return (kty === 'EC' ? [x, y] : [x]).every((text: unknown) => {
    if (typeof text !== 'string' || text.length > 2 * size) return false;
    const { length } = base64url.decode(text);
    return length >= size - FORGIVEN_BYTES && length <= size;
  });
}

function bind(alg: unknown, fitting: readonly string[]): readonly string[] {
  const [first] = fitting;
  if (first === undefined) return [];
  if (ED25519.includes(first)) return alg === undefined || ED25519.includes(alg as string) ? fitting : [];
  if (alg === undefined) return [first];
  return fitting.filter((name) => name === alg);
}
