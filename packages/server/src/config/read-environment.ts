// Turns an environment record into the configuration of one tenant; it does not know process.env or the file system.
import type { ChannelAccess, LiveKitProject, ServerConfig } from './config.ts';
import type { ConfigFault } from './config-error.ts';
import { ConfigError } from './config-error.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { Fault } from './fault.ts';
import { warningsOf } from './later-settings.ts';
import { processSettings, subjectQuota } from './process-settings.ts';
import type { ReadVariables } from './read-variables.ts';
import { readVariables } from './read-variables.ts';
import { resolveIssuer } from './resolve-issuer.ts';
import { refuseSharedSecrets } from './secret-uses.ts';
import { sharedNameWarnings } from './shared-names.ts';
import type { ReadFile } from './sources.ts';
import { createSources } from './sources.ts';
import type { Environment, VariableName } from './variables.ts';
import { variables } from './variables.ts';

/** The variables under the names that the file has for the same settings. */
const VARIABLES: Readonly<Record<string, VariableName>> = {
  issuer: 'AUTH_ISSUER',
  preset: 'AUTH_PRESET',
  audience: 'AUTH_AUDIENCE',
  jwksUrl: 'AUTH_JWKS_URL',
  publicKeys: 'AUTH_PUBLIC_KEY',
  secrets: 'AUTH_SECRET',
  algorithms: 'AUTH_ALGORITHMS',
};
const nameOf = (field: PropertyKey): string => VARIABLES[String(field)] ?? String(field);

/**
 * Validates the environment of CONTRACT section 3 for one tenant and returns it deeply frozen.
 * Throws `ConfigError` with every fault at once, each naming its variable and what to set.
 */
export async function readEnvironment(environment: Environment, readFile?: ReadFile): Promise<ServerConfig> {
  const faults: ConfigFault[] = [];
  const fault: Fault = ([name = ''], problem) => void faults.push({ setting: nameOf(name), problem });
  const sources = createSources(environment, readFile);
  const read = await readVariables(environment, sources, Object.keys(variables) as VariableName[], fault);
  const { values } = read;

  if (environment['VOICE_ROOM_CONFIG']) {
    fault(['VOICE_ROOM_CONFIG'], 'is set, which only readConfig obeys. Call readConfig, or unset it.');
  }
  const livekit = liveKitOf(read, fault);
  const channelAccess = channelAccessOf(read, fault);
  refuseMixedUp(read, fault);
  const id = 'default';
  const issuer = await issuerOf(read, id, fault);
  if (faults.length > 0 || livekit === null || channelAccess === null || issuer === null) {
    throw new ConfigError(faults);
  }
  const limits = { tenant: null, subject: subjectQuota(values) };
  const origins = values.ALLOWED_ORIGINS ?? [];
  const shared = sharedNameWarnings([{ origins }], [], 'ALLOWED_ORIGINS');
  return deepFreeze({
    ...processSettings(values),
    tenants: [{ id, roomNaming: 'plain', livekit, channelAccess, origins, limits }],
    issuers: [issuer],
    files: sources.files,
    warnings: [...warningsOf([...read.given]), ...callbackWarnings(read), ...shared],
  } satisfies ServerConfig);
}

function liveKitOf({ texts, values, given }: ReadVariables, fault: Fault): LiveKitProject | null {
  for (const [name, noun] of [
    ['LIVEKIT_API_KEY', 'key'],
    ['LIVEKIT_API_SECRET', 'secret'],
  ] as const) {
    if (!given.has(name)) fault([name], `is not set. Set the API ${noun} of the LiveKit project.`);
  }
  const { LIVEKIT_WS_URL: one, LIVEKIT_URL: other } = texts;
  if (one === undefined && other === undefined) {
    const cure = 'Set the address of LiveKit for browsers, for example wss://livekit.example.com.';
    fault(['LIVEKIT_WS_URL'], `is not set. ${cure}`);
  } else if (one !== undefined && other !== undefined && one !== other) {
    fault(['LIVEKIT_WS_URL'], 'and LIVEKIT_URL are both set and differ. Set only one of them.');
  }
  const wsUrl = values.LIVEKIT_WS_URL ?? values.LIVEKIT_URL;
  const { LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = values;
  if (!wsUrl || !apiKey || !apiSecret) return null;
  return { apiKey, apiSecret, wsUrl, apiUrl: (values.LIVEKIT_API_URL ?? wsUrl).replace(/^ws/, 'http') };
}

function channelAccessOf({ values, given }: ReadVariables, fault: Fault): ChannelAccess | null {
  const kind = values.CHANNEL_ACCESS ?? 'claims';
  if (kind !== 'callback') return { kind };
  for (const [name, what] of [
    ['CHANNEL_ACCESS_URL', 'the address of the host app that answers'],
    ['CHANNEL_ACCESS_SECRET', 'the secret that signs the questions'],
  ] as const) {
    if (!given.has(name)) fault([name], `is not set, and CHANNEL_ACCESS is callback. Set ${what}.`);
  }
  const { CHANNEL_ACCESS_URL: url, CHANNEL_ACCESS_SECRET: secret } = values;
  return url && secret ? { kind, url, secret } : null;
}

function callbackWarnings({ values, given }: ReadVariables): readonly string[] {
  const kind = values.CHANNEL_ACCESS ?? 'claims';
  if (kind === 'callback') return [];
  return (['CHANNEL_ACCESS_URL', 'CHANNEL_ACCESS_SECRET'] as const)
    .filter((name) => given.has(name))
    .map((name) => `${name} has no effect: CHANNEL_ACCESS is ${kind}, so no callback is asked.`);
}

function refuseMixedUp({ texts, values, given }: ReadVariables, fault: Fault): void {
  if (values.AUTH_ISSUER !== undefined && values.AUTH_ISSUER === values.LIVEKIT_API_KEY) {
    const cure = 'Set the iss of the host app.';
    fault(['issuer'], `is the LiveKit API key, so LiveKit tokens could pass as host tokens. ${cure}`);
  }
  if (given.has('AUTH_SECRET_PREVIOUS') && !given.has('AUTH_SECRET')) {
    fault(
      ['AUTH_SECRET_PREVIOUS'],
      'is set without AUTH_SECRET. Unset it, or set the secret that comes after it.',
    );
  }
  const uses = (
    [
      ['livekit', 'LIVEKIT_API_SECRET'],
      ['callback', 'CHANNEL_ACCESS_SECRET'],
      ['host', 'AUTH_SECRET'],
      ['host', 'AUTH_SECRET_PREVIOUS'],
    ] as const
  ).flatMap(([purpose, name]) => {
    const value = texts[name];
    return value === undefined ? [] : [{ purpose, value, at: [name] }];
  });
  refuseSharedSecrets(uses, ([name = '']) => String(name), fault);
}

async function issuerOf({ values, given: set, texts }: ReadVariables, tenant: string, fault: Fault) {
  const given = new Set(Object.keys(VARIABLES).filter((field) => set.has(VARIABLES[field] ?? 'AUTH_ISSUER')));
  if (!given.has('issuer')) fault(['issuer'], 'is not set. Set the exact "iss" of the host app\'s JWTs.');
  const placed = (name: 'AUTH_SECRET' | 'AUTH_SECRET_PREVIOUS' | 'AUTH_PUBLIC_KEY') => {
    const text = values[name];
    return text === undefined ? [] : [{ text, at: [name] }];
  };
  const isWhole = texts.AUTH_SECRET_PREVIOUS === undefined || values.AUTH_SECRET_PREVIOUS !== undefined;
  return resolveIssuer(
    {
      given,
      issuer: values.AUTH_ISSUER,
      preset: values.AUTH_PRESET,
      audience: values.AUTH_AUDIENCE && { values: values.AUTH_AUDIENCE },
      jwksUrl: values.AUTH_JWKS_URL,
      publicKeys: values.AUTH_PUBLIC_KEY === undefined ? undefined : placed('AUTH_PUBLIC_KEY'),
      secrets:
        values.AUTH_SECRET === undefined || !isWhole
          ? undefined
          : [...placed('AUTH_SECRET'), ...placed('AUTH_SECRET_PREVIOUS')],
      algorithms: values.AUTH_ALGORITHMS,
      tenant: { kind: 'named', id: tenant },
    },
    nameOf,
    fault,
  );
}
