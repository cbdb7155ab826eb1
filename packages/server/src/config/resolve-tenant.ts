// Completes what a tenant is given from the file, its sources and the defaults; it does not know ids or issuers.
import type { z } from 'zod';
import type { ChannelAccess, LiveKitProject, RateQuota, TenantSettings } from './config.ts';
import { callbackSecret } from './callback-secret.ts';
import type { Fault } from './fault.ts';
import { below } from './fault.ts';
import { quotaOr } from './process-settings.ts';
import type { SoundFields } from './schema-faults.ts';
import type { SecretUse } from './secret-uses.ts';
import type { Source } from './source-schemas.ts';
import type { Sources } from './sources.ts';
import { SourceFault } from './sources.ts';
import type { tenantShape } from './tenant-schema.ts';
import { secret, word } from './value-schemas.ts';

/** A tenant's people together, where nobody sets it: a hundred a second, so that one tenant cannot use up the server. */
const TENANT_QUOTA: RateQuota = { requests: 6000, seconds: 60 };

/** Where secrets are read, and who is told about them. */
export interface SecretReader {
  readonly sources: Sources;
  readonly fault: Fault;
  readonly used: (use: SecretUse) => void;
}

/** The settings as far as they are set and sound. `isMeant` names those that were set, sound or not. */
export interface PartialTenant {
  readonly livekit?: LiveKitProject | undefined;
  readonly channelAccess?: ChannelAccess | undefined;
  readonly origins?: TenantSettings['origins'] | undefined;
  readonly limits?:
    { tenant?: RateQuota | 'off' | undefined; subject?: RateQuota | 'off' | undefined } | undefined;
  readonly isMeant: (name: string) => boolean;
}

type Fields = SoundFields<typeof tenantShape>;

/** Reads a value from where `source` says and checks it; reports and returns undefined where that fails. */
export async function readSource(
  source: Source,
  schema: z.ZodType<string>,
  { sources, fault }: SecretReader,
): Promise<string | undefined> {
  try {
    const text = 'env' in source ? sources.variable(source.env) : await sources.file(source.file);
    const result = schema.safeParse(text);
    if (result.success) return result.data;
    for (const { message } of result.error.issues) fault([], message);
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    fault([], error.message);
  }
  return undefined;
}

/** Reads the secrets behind `fields`, which `raw` is the source of. */
export async function readTenant(fields: Fields, raw: unknown, reader: SecretReader): Promise<PartialTenant> {
  const isMeant = (name: string): boolean =>
    typeof raw === 'object' && raw !== null && Object.hasOwn(raw, name);
  return {
    isMeant,
    origins: fields.origins,
    limits: fields.limits,
    livekit: fields.livekit && (await readLiveKit(fields.livekit, reader)),
    channelAccess: fields.channelAccess && (await readChannelAccess(fields.channelAccess, reader)),
  };
}

async function readLiveKit(
  { url, apiUrl, apiKey: key, apiSecret: source }: NonNullable<Fields['livekit']>,
  reader: SecretReader,
): Promise<LiveKitProject | undefined> {
  const at = (name: string): SecretReader => ({ ...reader, fault: below(reader.fault, 'livekit', name) });
  const apiKey = typeof key === 'string' ? key : await readSource(key, word('APIabcdef'), at('apiKey'));
  const apiSecret = await readSource(source, secret, at('apiSecret'));
  if (apiSecret !== undefined)
    reader.used({ purpose: 'livekit', value: apiSecret, at: ['livekit', 'apiSecret'] });
  if (apiKey === undefined || apiSecret === undefined) return undefined;
  return { apiKey, apiSecret, wsUrl: url, apiUrl: (apiUrl ?? url).replace(/^ws/, 'http') };
}

async function readChannelAccess(
  given: NonNullable<Fields['channelAccess']>,
  reader: SecretReader,
): Promise<ChannelAccess | undefined> {
  if (typeof given === 'string') return { kind: given };
  const fault = below(reader.fault, 'channelAccess', 'secret');
  const value = await readSource(given.secret, callbackSecret, { ...reader, fault });
  if (value === undefined) return undefined;
  reader.used({ purpose: 'callback', value, at: ['channelAccess', 'secret'] });
  return { kind: 'callback', url: given.callback, secret: value };
}

/**
 * What `own` does not say is as `defaults` say: a LiveKit project, a list of origins and a channel access each as a whole,
 * so that no key meets another project's secret; limits one by one. Null, and reported, where there is no LiveKit project.
 */
export function completeTenant(
  own: PartialTenant,
  defaults: PartialTenant,
  subject: RateQuota | null,
  fault: Fault,
): TenantSettings | null {
  const livekit = own.isMeant('livekit') ? own.livekit : defaults.livekit;
  const channelAccess = own.isMeant('channelAccess') ? own.channelAccess : defaults.channelAccess;
  if (livekit === undefined && !own.isMeant('livekit') && !defaults.isMeant('livekit')) {
    fault(['livekit'], 'is not set, nor is it in "defaults". Set the LiveKit project of the rooms.');
  }
  const isAccessWrong =
    channelAccess === undefined && (own.isMeant('channelAccess') || defaults.isMeant('channelAccess'));
  if (livekit === undefined || isAccessWrong) return null;
  return {
    livekit,
    channelAccess: channelAccess ?? { kind: 'claims' },
    origins: own.origins ?? defaults.origins ?? [],
    limits: {
      tenant: quotaOr(own.limits?.tenant ?? defaults.limits?.tenant, TENANT_QUOTA),
      subject: quotaOr(own.limits?.subject ?? defaults.limits?.subject, subject),
    },
  };
}
