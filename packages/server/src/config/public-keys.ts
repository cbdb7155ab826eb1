// Reads the public keys in one text, which may hold several for a rotation; it does not know which issuer uses them.
import type { PublicKey } from './config.ts';
import { parseJsonDocument } from './json-document.ts';
import { PublicKeyFault, readPublicKey } from './public-key.ts';

const MAX_KEYS = 16;

/**
 * `text` is one or several blocks of PEM, a JWK, or a JWK Set, of which keys for encryption are passed over.
 * `narrowed` are the algorithms that the issuer is narrowed to. Throws `PublicKeyFault`.
 */
export async function readPublicKeys(
  text: string,
  narrowed: readonly string[] | undefined,
): Promise<readonly PublicKey[]> {
  const texts = text.trimStart().startsWith('{') ? splitJson(text) : splitPem(text);
  if (texts.length > MAX_KEYS) {
    throw new PublicKeyFault(`holds ${texts.length} keys. Set at most ${MAX_KEYS} of them.`);
  }
  const keys: PublicKey[] = [];
  for (const one of texts) keys.push(await readPublicKey(one, narrowed));
  return keys;
}

/** Says which `kid` two of the keys share, so that it names neither; null where none is shared. */
export function sharedKid(keys: readonly PublicKey[]): string | null {
  const kids = keys.flatMap(({ jwk }) => jwk.kid ?? []);
  return kids.find((kid, index) => kids.indexOf(kid) < index) ?? null;
}

function splitJson(text: string): readonly string[] {
  const { value, faults } = parseJsonDocument(text);
  if (value === undefined) throw new PublicKeyFault('is not JSON. Set a JWK or a JWK Set as JSON, or PEM.');
  if (faults.length > 0) {
    throw new PublicKeyFault('is JSON in which a name occurs twice. Take one of the two out.');
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'keys')) return [text];
  const { keys } = value as { keys: unknown };
  const signing = Array.isArray(keys)
    ? keys.filter((key: { use?: unknown } | null) => key?.use !== 'enc')
    : [];
  if (signing.length === 0) {
    throw new PublicKeyFault('is a set without a key that signs. Set a JWK Set with at least one.');
  }
  return signing.map((key) => JSON.stringify(key));
}

function splitPem(text: string): readonly string[] {
  // Environment files often carry PEM on one line with the two characters \n for each line break.
  const pem = text.replaceAll('\\n', '\n').trim();
  return pem.split(/(?<=-----END [A-Z ]{1,40}-----)\s*(?=-----BEGIN )/);
}
