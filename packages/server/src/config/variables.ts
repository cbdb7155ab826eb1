// The form of each environment variable on its own, as zod schemas; it does not know how they depend on each other.
import { z } from 'zod';
import type { AllowedOrigin } from './config.ts';
import { parseOrigin } from './origins.ts';
import { isChannelPattern } from './later-settings.ts';
import { PRESET_NAMES } from './presets.ts';
import {
  ALGORITHMS,
  callbackUrl,
  jwksUrl,
  liveKitApiUrl,
  liveKitUrl,
  parsed,
  quota,
  secret,
  word,
} from './value-schemas.ts';
import { callbackSecret } from './callback-secret.ts';

const integer = (low: number, high: number, example: string) =>
  parsed(
    (text) => (/^\d{1,9}$/.test(text) && Number(text) >= low && Number(text) <= high ? Number(text) : null),
    `is not a whole number from ${low} to ${high}. Set one, for example ${example}.`,
  );

const host = z
  .string()
  .regex(
    /^[A-Za-z0-9.:_-]{1,253}$/,
    'is not a host name or address. Set one, for example 127.0.0.1, or 0.0.0.0 for all.',
  );

const origins = z.string().transform((text, context): readonly AllowedOrigin[] => {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.flatMap((entry) => {
    const origin = parseOrigin(entry);
    if (origin !== null) return [origin];
    const message = `holds ${JSON.stringify(entry)}, which is no origin. Set origins separated by commas, each exact (https://app.example.com) or https://*.example.com.`;
    context.addIssue({ code: 'custom', message });
    return [];
  });
});

const audiences = parsed((text) => {
  const values = text.split(' ').filter((value) => value !== '');
  return values.length > 0 && values.every((value) => /^[\x21-\x7e]+$/.test(value)) ? values : null;
}, 'holds characters outside ASCII, or nothing. Set one or more values parted by spaces, for example voice-room.');

const channels = parsed((text) => {
  const patterns = text.split(/\s+/).filter((entry) => entry !== '');
  return patterns.every(isChannelPattern) ? patterns : null;
}, 'is not a list of channels parted by spaces, each an id that may end in *. Set for example "lobby help-*".');

const redisUrl = parsed((text) => {
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'redis:' || protocol === 'rediss:' ? text : null;
}, 'is not an address of Redis. Set one of the form redis://host:6379 or rediss://host:6379.');

const algorithms = parsed(
  (text) => {
    const names = text.split(/[\s,]+/).filter((name) => name !== '');
    return names.length > 0 && names.every((name) => ALGORITHMS.includes(name)) ? names : null;
  },
  `names an algorithm that is not supported. Set one or more of ${ALGORITHMS.join(' ')}.`,
);

/** One schema a variable; each message is the end of a sentence that begins with the variable's name. */
export const variables = {
  LIVEKIT_API_KEY: word('APIabcdef'),
  LIVEKIT_API_SECRET: secret,
  LIVEKIT_WS_URL: liveKitUrl,
  LIVEKIT_URL: liveKitUrl,
  LIVEKIT_API_URL: liveKitApiUrl,
  AUTH_ISSUER: word('https://id.example.com/'),
  AUTH_AUDIENCE: audiences,
  AUTH_JWKS_URL: jwksUrl,
  AUTH_PUBLIC_KEY: z.string(),
  AUTH_SECRET: secret,
  AUTH_SECRET_PREVIOUS: secret,
  AUTH_ALGORITHMS: algorithms,
  CHANNEL_ACCESS: z.enum(
    ['claims', 'all', 'callback'],
    'is not one of claims, all, callback. Set one of them.',
  ),
  ALLOWED_ORIGINS: origins,
  HOST: host,
  PORT: integer(0, 65_535, '8787'),
  ADMIN_HOST: host,
  ADMIN_PORT: integer(0, 65_535, '9464'),
  TRUST_PROXY: integer(0, 16, '1 (the number of proxies in front)'),
  RATE_LIMIT_ADDRESS: quota,
  RATE_LIMIT_SUBJECT: quota,
  LOG_LEVEL: z.enum(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'is not one of fatal, error, warn, info, debug, trace, silent. Set one of them.',
  ),
  ASSETS_DIR: z.string(),
  AUTH_PRESET: z.enum(PRESET_NAMES, `is not one of ${PRESET_NAMES.join(', ')}. Set one of them.`),
  GUEST_CHANNELS: channels,
  REDIS_URL: redisUrl,
  CHANNEL_ACCESS_URL: callbackUrl,
  CHANNEL_ACCESS_SECRET: callbackSecret,
} as const;

/** The name of a variable that this version reads. */
export type VariableName = keyof typeof variables;

/** Variables by name; the empty text counts as unset, as compose files write it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables as texts, files already read. */
export type Texts = { [Name in VariableName]?: string };

/** The values of the variables that were set and sound. */
export type Values = { -readonly [Name in VariableName]?: z.output<(typeof variables)[Name]> };

/** Variables that may be given as the path of a file in `NAME_FILE`. */
export const FILE_VARIABLES = [
  'LIVEKIT_API_KEY',
  'LIVEKIT_API_SECRET',
  'AUTH_PUBLIC_KEY',
  'AUTH_SECRET',
  'AUTH_SECRET_PREVIOUS',
  'CHANNEL_ACCESS_SECRET',
  'REDIS_URL',
] as const;
