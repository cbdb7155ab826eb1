// A sound configuration file for tests, and changes of it that point at the line they spoil; it knows no rule of the file.
import { readConfig } from '../config/read-config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { ServerConfig } from '../config/config.ts';

/** Variables that the file names. */
export const SECRETS = {
  ACME_LIVEKIT_SECRET: 'Zc8rQ2vXw5nKt1uJ7bLp4mHs9dGf3aYe',
  ACME_CALLBACK_SECRET: 'Mv6tB1xRq9sWk3zNc5yLf8hJd2gPa7Ue',
  PARTNER_SECRET: 'Hq4wE8rTy2uIo6pAs1dFg5hJk9lZx3Cv',
  PARTNER_SECRET_NEXT: 'Nb7vC3xZl9kJh1gFd5sAp8oIu4yTr6Ew',
} as const;

/** One listed tenant with its own project, one partner with a secret, and organisations that a claim opens. */
export const CONFIG_FILE = `{
  "$schema": "https://example.com/config.schema.json",
  "defaults": {
    "livekit": {
      "url": "wss://shared.example",
      "apiKey": "APIshared",
      "apiSecret": { "env": "SHARED_LIVEKIT_SECRET" }
    },
    "origins": ["https://app.example"],
    "limits": { "subject": "10/60" }
  },
  "tenants": [
    {
      "id": "acme",
      "livekit": {
        "url": "wss://acme.example",
        "apiUrl": "http://acme-internal:7880",
        "apiKey": "APIacme",
        "apiSecret": { "env": "ACME_LIVEKIT_SECRET" }
      },
      "origins": ["https://acme.example", "https://*.acme.example"],
      "channelAccess": {
        "callback": "https://acme.example/voice",
        "secret": { "env": "ACME_CALLBACK_SECRET" }
      },
      "limits": { "tenant": "off" }
    },
    {
      "id": "globex",
      "channelAccess": "all"
    }
  ],
  "issuers": [
    {
      "issuer": "https://acme.eu.auth0.com/",
      "preset": "auth0",
      "audience": "voice",
      "tenant": "acme",
      "sharesPeople": true
    },
    {
      "issuer": "partner",
      "audience": { "claim": ["azp", "client_id"], "values": ["one", "two"] },
      "secrets": [{ "env": "PARTNER_SECRET_NEXT" }, { "env": "PARTNER_SECRET" }],
      "algorithms": ["HS256"],
      "claims": {
        "identity": "https://partner.example/user.id",
        "name": [["profile", "name"], ["name"]],
        "avatar": ["profile", "picture"],
        "access": ["app", "voice"],
        "roles": {
          "claim": "cognito:groups",
          "moderator": ["admin"]
        }
      },
      "require": [{ "claim": "token_use", "values": ["access"] }],
      "refuse": [{ "claim": ["act", "sub"], "values": [true] }],
      "maxLifetime": 3600,
      "tenant": "globex"
    },
    {
      "issuer": "https://clerk.example",
      "preset": "clerk",
      "audience": ["https://app.example"],
      "tenant": {
        "claim": ["o", "id"],
        "prefix": "org-",
        "known": { "org_2abc": "acme" },
        "settings": { "channelAccess": "all" }
      },
      "sharesPeople": true
    }
  ]
}
`;

/** The environment that the file stands in. */
export function fileEnvironment(
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  return {
    ...SECRETS,
    SHARED_LIVEKIT_SECRET: 'Xk2mV9bQ7wRt4yLs6nHp1cJd8gFz5aUe',
    VOICE_ROOM_CONFIG: 'etc/config.json',
    PORT: '0',
    ...changes,
  };
}

/** Reads the file with each `from` replaced; files besides it come from `files` by their path. */
export function readChanged(
  replacements: readonly (readonly [from: string, to: string])[] = [],
  { env = {}, files = {} }: { env?: Record<string, string | undefined>; files?: Record<string, string> } = {},
): Promise<ServerConfig> {
  return readConfig(fileEnvironment(env), (path) => {
    if (path === 'etc/config.json') return spoil(replacements).replaceAll(MARK, '');
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  });
}

/** Stands in a replacement on the line that is wrong. */
export const MARK = '¶';

/** The changed text with its marks. Throws where nothing was there to change: such a test would prove nothing. */
export function spoil(replacements: readonly (readonly [from: string, to: string])[]): string {
  let text = CONFIG_FILE;
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`the file has no ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}

/** The faults of the changed file as `line path`, and those without a line as their setting. */
export async function faultsOf(...given: Parameters<typeof readChanged>): Promise<readonly string[]> {
  try {
    await readChanged(...given);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ setting, line }) => (line === undefined ? setting : `${line} ${setting}`));
  }
  return [];
}
