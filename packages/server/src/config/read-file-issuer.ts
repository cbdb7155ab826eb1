// Reads one issuer of the configuration file with its keys; it does not know the other issuers or the tenants.
import { z } from 'zod';
import type { IssuerConfig, TenantRule } from './config.ts';
import { below } from './fault.ts';
import type { issuerShape } from './issuer-schema.ts';
import { resolveIssuer } from './resolve-issuer.ts';
import type { PlacedText } from './resolve-keys.ts';
import type { SecretReader } from './resolve-tenant.ts';
import { readSource } from './resolve-tenant.ts';
import type { SoundFields } from './schema-faults.ts';
import { secret } from './value-schemas.ts';

type Fields = SoundFields<typeof issuerShape>;

/** `tenant` is undefined where that part is wrong and was reported; then the rest is checked all the same. */
export async function readFileIssuer(
  fields: Fields,
  raw: Readonly<Record<string, unknown>>,
  tenant: TenantRule | undefined,
  reader: SecretReader,
): Promise<IssuerConfig | null> {
  const { publicKeys, secrets, ...plain } = fields;
  return resolveIssuer(
    {
      ...plain,
      claims: fields.claims ?? {},
      given: new Set(Object.keys(raw)),
      publicKeys: publicKeys && (await readPublicKeyTexts(publicKeys, reader)),
      secrets: secrets && (await readSecrets(secrets, reader)),
      tenant,
    },
    (field) => `"${field}"`,
    reader.fault,
  );
}

async function readPublicKeyTexts(
  keys: NonNullable<Fields['publicKeys']>,
  reader: SecretReader,
): Promise<readonly PlacedText[] | undefined> {
  const texts: PlacedText[] = [];
  for (const [index, key] of keys.entries()) {
    const at = ['publicKeys', index];
    const text = await publicKeyText(key, { ...reader, fault: below(reader.fault, ...at) });
    if (text !== undefined) texts.push({ text, at });
  }
  return texts.length === keys.length ? texts : undefined;
}

function publicKeyText(
  key: NonNullable<Fields['publicKeys']>[number],
  reader: SecretReader,
): string | Promise<string | undefined> {
  if (typeof key === 'string') return key;
  if ('kty' in key) return JSON.stringify(key);
  return readSource(key, z.string(), reader);
}

async function readSecrets(
  sources: NonNullable<Fields['secrets']>,
  reader: SecretReader,
): Promise<readonly PlacedText[] | undefined> {
  const texts: PlacedText[] = [];
  for (const [index, source] of sources.entries()) {
    const at = ['secrets', index];
    const text = await readSource(source, secret, { ...reader, fault: below(reader.fault, ...at) });
    if (text === undefined) continue;
    texts.push({ text, at });
    reader.used({ purpose: 'host', value: text, at });
  }
  return texts.length === sources.length ? texts : undefined;
}
