// Turns an environment record into the configuration of one tenant; it does not know process.env or the file system.
import type { ServerConfig } from './config.ts';
import type { ConfigFault } from './config-error.ts';
import { ConfigError } from './config-error.ts';
import { deepFreeze } from './deep-freeze.ts';
import { refuseLaterSettings, warningsOf } from './later-settings.ts';
import { readKeys } from './read-keys.ts';
import type { Environment, Texts, Values, VariableName } from './variables.ts';
import { FILE_VARIABLES, variables } from './variables.ts';

/** Reads the file that a `NAME_FILE` variable names; throws when it cannot. */
export type ReadFile = (path: string) => string;

const DEFAULT_QUOTA = { address: { requests: 600, seconds: 60 }, subject: { requests: 60, seconds: 60 } };
/** 31 days: above what providers issue (Auth0's limit is 30 days), below a token that practically never ends. */
const MAX_LIFETIME_SECONDS = 31 * 86_400;

/**
 * Validates the environment of CONTRACT section 3 and returns it deeply frozen.
 * Throws `ConfigError` with every fault at once, each naming its variable and what to set.
 */
export async function readEnvironment(environment: Environment, readFile?: ReadFile): Promise<ServerConfig> {
  const faults: ConfigFault[] = [];
  const fault = (setting: string, problem: string): void => void faults.push({ setting, problem });

  const texts = readTexts(environment, readFile, fault);
  const values = readValues(texts, fault);
  refuseLaterSettings(environment, fault);
  const wsUrl = readWsUrl(texts, values, fault);
  for (const name of ['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const) {
    if (texts[name] === undefined && !environment[`${name}_FILE`])
      fault(name, `is not set. ${WHAT_TO_SET[name]}`);
  }
  if (values.AUTH_ISSUER !== undefined && values.AUTH_ISSUER === values.LIVEKIT_API_KEY) {
    fault(
      'AUTH_ISSUER',
      'is the LiveKit API key, so LiveKit tokens could pass as host tokens. Set the iss of the host app.',
    );
  }
  for (const name of ['AUTH_SECRET', 'CHANNEL_ACCESS_SECRET'] as const) {
    if (texts[name] !== undefined && texts[name] === texts.LIVEKIT_API_SECRET)
      fault(name, 'is also the LiveKit secret. Set a secret of its own.');
  }
  const keys = await readKeys(environment, texts, values, fault);

  const {
    LIVEKIT_API_KEY: apiKey,
    LIVEKIT_API_SECRET: apiSecret,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
  } = values;
  const incomplete = !apiKey || !apiSecret || !issuer || !audience || !wsUrl || keys === null;
  if (faults.length > 0 || incomplete) throw new ConfigError(faults);

  const tenant = 'default';
  return deepFreeze({
    tenants: [
      {
        id: tenant,
        roomNaming: 'plain',
        livekit: {
          apiKey,
          apiSecret,
          wsUrl,
          apiUrl: (values.LIVEKIT_API_URL ?? wsUrl).replace(/^ws/, 'http'),
        },
        channelAccess: { kind: values.CHANNEL_ACCESS === 'all' ? 'all' : 'claims' },
        origins: values.ALLOWED_ORIGINS ?? [],
        limits: { tenant: null, subject: quota(values.RATE_LIMIT_SUBJECT, DEFAULT_QUOTA.subject) },
      },
    ],
    issuers: [
      {
        issuer,
        audience: { claims: ['aud'], values: [audience] },
        tenant: { kind: 'named', id: tenant },
        keys,
        require: [],
        refuse: [],
        claims: {
          identity: ['sub'],
          name: [['name']],
          avatar: [['picture']],
          access: ['voice'],
          roles: null,
        },
        maxLifetime: MAX_LIFETIME_SECONDS,
      },
    ],
    limits: { address: quota(values.RATE_LIMIT_ADDRESS, DEFAULT_QUOTA.address) },
    trustProxy: values.TRUST_PROXY ?? 0,
    listen: { host: values.HOST ?? '127.0.0.1', port: values.PORT ?? 8787 },
    admin: { host: values.ADMIN_HOST ?? '127.0.0.1', port: values.ADMIN_PORT ?? 9464 },
    redisUrl: values.REDIS_URL ?? null,
    logLevel: values.LOG_LEVEL ?? 'info',
    assetsDir: values.ASSETS_DIR ?? null,
    files: FILE_VARIABLES.flatMap((name) => environment[`${name}_FILE`] || []),
    warnings: warningsOf(Object.keys(texts)),
  } satisfies ServerConfig);
}

const WHAT_TO_SET = {
  LIVEKIT_API_KEY: 'Set the API key of the LiveKit project.',
  LIVEKIT_API_SECRET: 'Set the API secret of the LiveKit project.',
  AUTH_ISSUER: 'Set the exact "iss" of the host app\'s JWTs.',
  AUTH_AUDIENCE: 'Set the exact "aud" of the host app\'s JWTs.',
} as const;

type Fault = (variable: string, problem: string) => void;

function readTexts(environment: Environment, readFile: ReadFile | undefined, fault: Fault): Texts {
  const texts: Texts = {};
  for (const name of Object.keys(variables) as VariableName[]) {
    const text = environment[name];
    if (text) texts[name] = text;
  }
  for (const name of FILE_VARIABLES) {
    const path = environment[`${name}_FILE`];
    if (!path) continue;
    if (texts[name] !== undefined) {
      fault(name, `and ${name}_FILE are both set. Set only one of them.`);
      continue;
    }
    try {
      if (readFile === undefined) throw new Error('no file system');
      texts[name] = readFile(path).replace(/\r?\n$/, '');
    } catch {
      fault(`${name}_FILE`, 'names a file that cannot be read. Set the path of a readable file.');
      continue;
    }
    if (texts[name] === '') fault(`${name}_FILE`, 'names an empty file. Write the value into it.');
  }
  return texts;
}

function readValues(texts: Texts, fault: Fault): Values {
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const [name, text] of Object.entries(texts) as [VariableName, string][]) {
    const result = variables[name].safeParse(text);
    if (result.success) values[name] = result.data;
    else for (const issue of result.error.issues) fault(name, issue.message);
  }
  return values as Values;
}

function readWsUrl(texts: Texts, values: Values, fault: Fault): string | undefined {
  const { LIVEKIT_WS_URL: one, LIVEKIT_URL: other } = texts;
  if (one === undefined && other === undefined) {
    fault(
      'LIVEKIT_WS_URL',
      'is not set. Set the address of LiveKit for browsers, for example wss://livekit.example.com.',
    );
  } else if (one !== undefined && other !== undefined && one !== other) {
    fault('LIVEKIT_WS_URL', 'and LIVEKIT_URL are both set and differ. Set only one of them.');
  }
  return values.LIVEKIT_WS_URL ?? values.LIVEKIT_URL;
}

function quota<T>(value: T | 'off' | undefined, fallback: T): T | null {
  return value === 'off' ? null : (value ?? fallback);
}
