// Chooses the keys of a published set that may verify anything; it does not know where the set came from.
import type { JWK } from 'jose';
import { fits } from '../config/algorithms.ts';
import { rsaWeakness } from '../config/rsa-weakness.ts';
import { publicMaterial } from './public-material.ts';

const MAX_KID_LENGTH = 256;
/** Members of symmetric and private keys (RFC 7518 section 6, RFC 9964 for `priv`). */
const SECRET_MEMBERS = ['k', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv'];
const ED25519 = ['EdDSA', 'Ed25519'];

/** A public key that is bound to one algorithm; `EdDSA` and `Ed25519` are two names of one (RFC 9864 section 2.2). */
export interface UsableKey {
  readonly jwk: JWK;
  readonly kid: string | undefined;
  /** Never empty; several only where they are names of one algorithm. */
  readonly algorithms: readonly string[];
}

/**
 * Drops what is no key, symmetric, private, weak, for encryption, or not for verifying. Binds each other key to its own
 * `alg`, else to the first of `algorithms` that fits it (RFC 8725 section 3.1); a key listed again for another algorithm
 * stays with the first. Keys that share a `kid` while they differ are all dropped: it cannot be told which one is meant.
 */
export function usableKeys(keys: readonly unknown[], algorithms: readonly string[]): readonly UsableKey[] {
  const bound = new Map<string, string>();
  const byKid = new Map<string, string>();
  const ambiguous = new Set<string>();
  const usable: UsableKey[] = [];
  for (const candidate of keys) {
    const key = readKey(candidate, algorithms);
    if (key === null) continue;
    const [algorithm = ''] = key.algorithms;
    const material = materialOf(key.jwk, algorithm);
    if (material === null) continue;
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

function readKey(candidate: unknown, algorithms: readonly string[]): UsableKey | null {
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate)) return null;
  if (SECRET_MEMBERS.some((name) => name in candidate)) return null;
  const jwk = candidate as JWK;
  const { kid, alg, use, key_ops: operations }: Record<string, unknown> = jwk;
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH)) return null;
  if (use !== undefined && use !== 'sig') return null;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return null;
  const bound = bind(
    alg,
    algorithms.filter((name) => fits(name, jwk)),
  );
  return bound.length === 0 || rsaWeakness(jwk) !== null ? null : { jwk, kid, algorithms: bound };
}

function bind(alg: unknown, fitting: readonly string[]): readonly string[] {
  const [first] = fitting;
  if (first === undefined) return [];
  if (ED25519.includes(first)) return alg === undefined || ED25519.includes(alg as string) ? fitting : [];
  if (alg === undefined) return [first];
  return fitting.filter((name) => name === alg);
}

function materialOf(jwk: JWK, algorithm: string): string | null {
  try {
    return JSON.stringify(publicMaterial(jwk, algorithm));
  } catch {
    return null;
  }
}
