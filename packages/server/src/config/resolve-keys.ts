// Chooses how an issuer's JWTs are verified; it does not know whether its settings are variables or lines of a file.
import type { KeyConfig, PublicKey } from './config.ts';
import { JWKS_DEFAULT, PUBLIC_ALGORITHMS, SECRET_ALGORITHMS, withAllNames } from './algorithms.ts';
import type { Fault } from './fault.ts';
import type { JsonPath } from './json-document.ts';
import type { Preset } from './presets.ts';
import { PublicKeyFault } from './public-key.ts';
import { readPublicKeys, sharedKid } from './public-keys.ts';
import { weakness } from './weak-secret.ts';

/** The three kinds of keys, of which an issuer has one. */
export const KEY_SOURCES = ['jwksUrl', 'publicKeys', 'secrets'] as const;

const UNREADABLE_KEY = 'cannot be read as a key. Set a public key as PEM or as a JWK.';

/** A text with the place to name where it is wrong. */
export interface PlacedText {
  readonly text: string;
  readonly at: JsonPath;
}

/** The settings as far as they are sound. */
export interface KeySettings {
  /** Which were set at all; the others of these members are missing because they are wrong. */
  readonly given: ReadonlySet<string>;
  readonly issuer?: string | undefined;
  readonly preset?: Preset | undefined;
  readonly jwksUrl?: string | undefined;
  readonly publicKeys?: readonly PlacedText[] | undefined;
  readonly secrets?: readonly PlacedText[] | undefined;
  readonly algorithms?: readonly string[] | undefined;
}

/**
 * Symmetric and public-key algorithms are never accepted together (RFC 8725 section 3.1). With a preset and no key
 * source the provider's own rule says where its keys are. `nameOf` gives a setting's name for sentences.
 * Reports to `fault` and returns null when unusable.
 */
export async function resolveKeys(
  settings: KeySettings,
  nameOf: (field: string) => string,
  fault: Fault,
): Promise<KeyConfig | null> {
  const { given, preset, issuer, algorithms: narrowed } = settings;
  const [source, ...more] = KEY_SOURCES.filter((name) => given.has(name));
  if (more.length > 0) {
    const names = KEY_SOURCES.filter((name) => given.has(name)).map(nameOf);
    fault([source ?? ''], `is one of several: ${names.join(', ')} are set. Set exactly one of them.`);
    return null;
  }
  if (source === undefined && preset === undefined) {
    if (given.has('preset')) return null;
    const others = `${nameOf('publicKeys')} or ${nameOf('secrets')}`;
    fault(['jwksUrl'], `is not set, nor is ${others}. Set exactly one of the three.`);
    return null;
  }
  const family = source === 'secrets' ? SECRET_ALGORITHMS : PUBLIC_ALGORITHMS;
  const strange = narrowed?.filter((name) => !Object.hasOwn(family, name)) ?? [];
  if (strange.length > 0) {
    const usable = Object.keys(family).join(' ');
    const keys = source === undefined ? 'the keys of a provider' : nameOf(source);
    fault(
      ['algorithms'],
      `names ${strange.join(', ')}, which cannot be used with ${keys}. Set some of ${usable}.`,
    );
    return null;
  }
  if (given.has('algorithms') && narrowed === undefined) return null;
  if (source === 'secrets') {
    return settings.secrets === undefined ? null : resolveSecrets(settings.secrets, narrowed, nameOf, fault);
  }
  if (source === 'publicKeys') {
    return settings.publicKeys === undefined ? null : resolvePublicKeys(settings.publicKeys, narrowed, fault);
  }
  const url = source === undefined ? derive(preset, issuer) : settings.jwksUrl;
  return url === undefined
    ? null
    : { kind: 'jwks', url, algorithms: withAllNames(narrowed ?? preset?.algorithms ?? JWKS_DEFAULT) };
}

/** Only of an absolute address; an issuer of another form was refused already. */
function derive(preset: Preset | undefined, issuer: string | undefined): string | undefined {
  if (preset === undefined || issuer === undefined || !URL.canParse(issuer)) return undefined;
  return preset.jwksUrl(issuer);
}

async function resolvePublicKeys(
  texts: readonly PlacedText[],
  narrowed: readonly string[] | undefined,
  fault: Fault,
): Promise<KeyConfig | null> {
  const keys: PublicKey[] = [];
  let isSound = true;
  for (const { text, at } of texts) {
    try {
      keys.push(...(await readPublicKeys(text, narrowed)));
      if (sharedKid(keys) === null) continue;
      fault(at, 'has a "kid" that another key has as well. Give each key a "kid" of its own.');
      isSound = false;
    } catch (error) {
      // What a library throws at a strange key is told in our words: its own may hold what is in the key.
      fault(at, error instanceof PublicKeyFault ? error.message : UNREADABLE_KEY);
      isSound = false;
    }
  }
  return isSound && keys.length > 0 ? { kind: 'public-key', keys } : null;
}

function resolveSecrets(
  secrets: readonly PlacedText[],
  algorithms: readonly string[] = ['HS256'],
  nameOf: (field: string) => string,
  fault: Fault,
): KeyConfig | null {
  const [algorithm, ...more] = algorithms;
  if (algorithm === undefined || more.length > 0) {
    fault(
      ['algorithms'],
      `names several algorithms for ${nameOf('secrets')}. Set exactly one, for example HS256.`,
    );
    return null;
  }
  let isSound = true;
  for (const { text, at } of secrets) {
    const reason = weakness(text, SECRET_ALGORITHMS[algorithm]);
    if (reason === null) continue;
    fault(at, `${reason} for ${algorithm}. Set a random one, for example from "openssl rand -base64 96".`);
    isSound = false;
  }
  return isSound ? { kind: 'secret', secrets: secrets.map(({ text }) => text), algorithm } : null;
}
