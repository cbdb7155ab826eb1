// Tries the keys of one issuer with the server's own code; it does not know tokens.
import type { JWK } from 'jose';
import { base64url } from 'jose';
import type { KeySetFault } from '../auth/fetch-key-set.ts';
import { KeySetFailure, fetchKeySet } from '../auth/fetch-key-set.ts';
import { usableKeys } from '../auth/usable-keys.ts';
import type { IssuerConfig, KeyConfig } from '../config/config.ts';
import type { Finding } from './finding.ts';
import { about, fault, ok, warning } from './finding.ts';
import { networkFailure } from './network-failure.ts';
import type { Outside } from './outside.ts';
import { isHtml, isRedirect, redirectTarget } from './probe.ts';
import { sayUrl } from './say-url.ts';
import type { NameSetting } from './setting-names.ts';

/** Says which keys there are, or why there are none. */
export async function checkKeys(
  { keys }: IssuerConfig,
  subject: string | null,
  name: NameSetting,
  outside: Outside,
): Promise<readonly Finding[]> {
  const found = keys.kind === 'jwks' ? await checkKeySet(keys) : [describe(keys)];
  return found.map((one) => about(subject, one));

  async function checkKeySet({ url, algorithms }: KeyConfig & { kind: 'jwks' }): Promise<readonly Finding[]> {
    const setting = name('jwksUrl', subject);
    let answer: Response | null = null;
    let failed: unknown = null;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      try {
        answer = await outside.fetch(input, init);
        return answer;
      } catch (error) {
        failed = error;
        throw error;
      }
    };
    try {
      const set = await fetchKeySet(url, { fetch, timeout: outside.patience });
      const usable = usableKeys(set.keys, algorithms);
      if (usable.length === 0) return [explainUnusable(set.keys, sayUrl(url), algorithms)];
      const left = set.keys.length - usable.length;
      const list = usable
        .map(({ kid, algorithms: [bound = ''] }) => `${bound} ${kid ?? '(no kid)'}`)
        .join(', ');
      const others = left === 0 ? '' : `; ${left} more cannot be used`;
      return [
        ok(
          `${sayUrl(url)} has ${usable.length === 1 ? 'one key' : `${usable.length} keys`}: ${list}${others}.`,
        ),
      ];
    } catch (error) {
      if (!(error instanceof KeySetFailure)) throw error;
      return [explainFailure(error.reason, sayUrl(url), setting, answer, failed)];
    }
  }

  function explainUnusable(all: readonly unknown[], url: string, algorithms: readonly string[]): Finding {
    const seen = all.map(sayKey).join(', ') || 'none at all';
    const message = `${url} has no key that can verify with ${algorithms.join(', ')}. It has: ${seen}.`;
    const cure = `Set ${name('algorithms', subject)} to an algorithm of these keys, or ${name('jwksUrl', subject)} to the set that signs.`;
    return fault(message, cure);
  }
}

function explainFailure(
  reason: KeySetFault,
  url: string,
  setting: string,
  answer: Response | null,
  failed: unknown,
): Finding {
  if (answer === null || reason === 'network' || reason === 'timeout') {
    const { what, how } = networkFailure(failed ?? { name: 'TimeoutError' });
    return fault(`${url} ${what}.`, `${how} ${setting}.`);
  }
  const { status, headers } = answer;
  if (isRedirect(status)) {
    const message = `${url} redirects ${redirectTarget(headers, url)}, and redirections are not followed.`;
    return fault(message, `Set ${setting} to the final address.`);
  }
  const cure = `Set ${setting} to the address of the key set itself ("jwks_uri" in the provider's discovery document).`;
  if (reason === 'http-status') return fault(`${url} answers ${status}.`, cure);
  if (isHtml(headers, '')) return fault(`${url} is a web page (HTML), not a key set.`, cure);
  const what: Partial<Record<KeySetFault, string>> = {
    'too-large': 'answers more than 256 KiB',
    'too-many-keys': 'lists more than 64 keys',
    'not-json': 'does not answer with JSON',
    'not-a-key-set': 'answers with JSON that has no list "keys"',
  };
  return fault(`${url} ${what[reason] ?? 'cannot be used'}.`, cure);
}

/** Type and purpose of a key that anybody may read; of a symmetric one nothing else. */
function sayKey(key: unknown): string {
  const { kty, crv, alg, use, kid } = (key ?? {}) as Record<string, unknown>;
  if (kty === 'oct') return 'a symmetric key, which must never be published';
  const words = [kty, crv, alg, use === 'enc' ? 'for encryption' : undefined, kid];
  return words.filter((word) => typeof word === 'string').join(' ') || 'something that is no key';
}

function describe(keys: Exclude<KeyConfig, { kind: 'jwks' }>): Finding {
  if (keys.kind === 'secret') {
    const sizes = keys.secrets.map((secret) => `${new TextEncoder().encode(secret).length * 8} bits`);
    return ok(
      `${keys.algorithm} with ${sizes.length === 1 ? 'a secret' : 'secrets'} of ${sizes.join(' and ')}.`,
    );
  }
  const list = keys.keys.map(({ jwk, algorithms: [bound = ''] }) => `${bound} (${sizeOf(jwk)})`);
  return ok(`${list.length === 1 ? 'A public key' : 'Public keys'}: ${list.join(', ')}.`);
}

function sizeOf({ n, crv, kty = '' }: JWK): string {
  return n === undefined ? (crv ?? kty) : `RSA, ${base64url.decode(n).length * 8} bits`;
}

/** Compares the issuer with its own discovery document, where it has one; without one there is nothing to say. */
export async function checkDiscovery(
  { issuer, keys }: IssuerConfig,
  subject: string | null,
  name: NameSetting,
  { fetch, patience }: Outside,
): Promise<readonly Finding[]> {
  const document = await readDiscovery(issuer, fetch, patience);
  if (document === null) return [];
  const found: Finding[] = [];
  if (document.issuer === issuer) found.push(ok(`${issuer} is what its discovery document says.`));
  else {
    const setting = name('issuer', subject);
    const slash =
      document.issuer.replace(/\/$/, '') === issuer.replace(/\/$/, '') ? ' (mind the slash at the end)' : '';
    const message = `The provider calls itself ${document.issuer}, and ${setting} is ${issuer}: no token will fit.`;
    found.push(fault(message, `Set ${setting} to exactly ${document.issuer}${slash}.`));
  }
  if (keys.kind === 'jwks' && document.jwksUri !== null && document.jwksUri !== keys.url) {
    const message = `The provider says that its keys are at ${document.jwksUri}, and they are read from ${sayUrl(keys.url)}.`;
    found.push(
      warning(message, `Set ${name('jwksUrl', subject)} to ${document.jwksUri}, unless you know better.`),
    );
  }
  return found.map((one) => about(subject, one));
}

/** OpenID Connect Discovery 1.0 section 4: the path comes behind the issuer's own. */
async function readDiscovery(
  issuer: string,
  fetch: Outside['fetch'],
  patience: number,
): Promise<{ issuer: string; jwksUri: string | null } | null> {
  if (!/^https?:/.test(issuer) || !URL.canParse(issuer)) return null;
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    if (response.status !== 200 || Number(response.headers.get('Content-Length') ?? 0) > 256 * 1024)
      return null;
    const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    const { issuer: said, jwks_uri: jwksUri } = document;
    if (typeof said !== 'string' || said.length > 500) return null;
    return { issuer: said, jwksUri: typeof jwksUri === 'string' && jwksUri.length < 500 ? jwksUri : null };
  } catch {
    return null;
  }
}
