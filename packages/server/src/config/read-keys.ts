// Chooses how host JWTs are verified from the AUTH_ variables; it does not know the rest of the configuration.
import type { KeyConfig } from './config.ts';
import { JWKS_DEFAULT, PUBLIC_ALGORITHMS, SECRET_ALGORITHMS } from './algorithms.ts';
import { PublicKeyFault, readPublicKey } from './public-key.ts';
import type { Environment, Texts, Values } from './variables.ts';
import { weakness } from './weak-secret.ts';

const SOURCES = ['AUTH_JWKS_URL', 'AUTH_PUBLIC_KEY', 'AUTH_SECRET'] as const;

/**
 * Reads exactly one of AUTH_JWKS_URL, AUTH_PUBLIC_KEY and AUTH_SECRET with its algorithms. Symmetric and public-key
 * algorithms are never accepted together (RFC 8725 section 3.1). Reports to `fault` and returns null when unusable.
 */
export async function readKeys(
  environment: Environment,
  texts: Texts,
  values: Values,
  fault: (variable: string, problem: string) => void,
): Promise<KeyConfig | null> {
  const set = SOURCES.filter((name) => texts[name] !== undefined || environment[`${name}_FILE`]);
  if (set.length !== 1) {
    const problem =
      set.length === 0
        ? 'is not set, nor is AUTH_PUBLIC_KEY or AUTH_SECRET. Set exactly one of the three.'
        : `is one of several: ${set.join(', ')} are set. Set exactly one of them.`;
    fault(set[0] ?? 'AUTH_JWKS_URL', problem);
    return null;
  }
  const narrowed = values.AUTH_ALGORITHMS;
  const family = set[0] === 'AUTH_SECRET' ? SECRET_ALGORITHMS : PUBLIC_ALGORITHMS;
  const strange = narrowed?.filter((name) => !Object.hasOwn(family, name)) ?? [];
  if (strange.length > 0) {
    fault(
      'AUTH_ALGORITHMS',
      `names ${strange.join(', ')}, which cannot be used with ${set[0]}. Set some of ${Object.keys(family).join(' ')}.`,
    );
    return null;
  }
  if (values.AUTH_JWKS_URL !== undefined) {
    return { kind: 'jwks', url: values.AUTH_JWKS_URL, algorithms: narrowed ?? JWKS_DEFAULT };
  }
  if (values.AUTH_SECRET !== undefined) return readSecret(values.AUTH_SECRET, narrowed ?? ['HS256'], fault);
  if (values.AUTH_PUBLIC_KEY !== undefined) {
    try {
      return { kind: 'public-key', keys: [await readPublicKey(values.AUTH_PUBLIC_KEY, narrowed)] };
    } catch (error) {
      if (!(error instanceof PublicKeyFault)) throw error;
      fault('AUTH_PUBLIC_KEY', error.message);
    }
  }
  return null;
}

function readSecret(
  secret: string,
  algorithms: readonly string[],
  fault: (variable: string, problem: string) => void,
): KeyConfig | null {
  const [algorithm, ...more] = algorithms;
  if (algorithm === undefined || more.length > 0) {
    fault('AUTH_ALGORITHMS', 'names several algorithms for one secret. Set exactly one, for example HS256.');
    return null;
  }
  const reason = weakness(secret, SECRET_ALGORITHMS[algorithm]);
  if (reason !== null) {
    fault(
      'AUTH_SECRET',
      `${reason} for ${algorithm}. Set a random one, for example from "openssl rand -base64 96".`,
    );
    return null;
  }
  return { kind: 'secret', secrets: [secret], algorithm };
}
