// The form of each environment variable on its own, as zod schemas; it does not know how they depend on each other.
import { z } from 'zod';
import type { AllowedOrigin, RateQuota } from './config.ts';
import { PUBLIC_ALGORITHMS, SECRET_ALGORITHMS } from './algorithms.ts';
import { parseOrigin } from './origins.ts';
import { PRESETS, isChannelPattern } from './later-settings.ts';
import { weakness } from './weak-secret.ts';

const RANDOM = 'Set a random one, for example from "openssl rand -base64 48".';
const MAX_WINDOW_SECONDS = 86_400;

/** Whether a URL's host is this machine, so that plain http cannot be read on the way. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

function parsed<T>(read: (text: string) => T | null, message: string) {
  return z.string().transform((text, context): T => {
    const value = read(text);
    if (value === null) context.addIssue({ code: 'custom', message });
    return value as T;
  });
}

const secret = z.string().superRefine((text, context) => {
  const reason = weakness(text);
  if (reason !== null) context.addIssue({ code: 'custom', message: `${reason}. ${RANDOM}` });
});

const word = (example: string) =>
  z
    .string()
    .regex(
      /^[\x21-\x7e]+$/,
      `holds spaces or characters outside ASCII. Set it exactly, for example ${example}.`,
    );

function url(protocols: readonly string[], example: string) {
  const message = `is not an address of the form ${example} (no user name, query or fragment). Set one of that form.`;
  return parsed((text) => {
    const value = URL.parse(text);
    const plain = value !== null && !/[?#\s]/.test(text) && value.username === '' && value.password === '';
    return plain && protocols.includes(value.protocol) ? text : null;
  }, message);
}

const safeUrl = (what: string, example: string) =>
  parsed((text) => {
    const value = URL.parse(text);
    if (value === null || value.username !== '' || value.password !== '' || /[#\s]/.test(text)) return null;
    return value.protocol === 'https:' || (value.protocol === 'http:' && isLoopback(value))
      ? value.href
      : null;
  }, `is not an https address (http is accepted for a loopback address only; no user name or password). Set the address of ${what}, for example ${example}.`);

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

const quota = parsed((text): RateQuota | 'off' | null => {
  if (text === 'off') return 'off';
  const match = /^([1-9]\d{0,8})\/([1-9]\d{0,5})$/.exec(text);
  if (match === null || Number(match[2]) > MAX_WINDOW_SECONDS) return null;
  return { requests: Number(match[1]), seconds: Number(match[2]) };
}, `is not requests/seconds with at most ${MAX_WINDOW_SECONDS} seconds. Set for example 600/60, or off.`);

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

const channels = parsed((text) => {
  const patterns = text.split(/\s+/).filter((entry) => entry !== '');
  return patterns.every(isChannelPattern) ? patterns : null;
}, 'is not a list of channels parted by spaces, each an id that may end in *. Set for example "lobby help-*".');

const redisUrl = parsed((text) => {
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'redis:' || protocol === 'rediss:' ? text : null;
}, 'is not an address of Redis. Set one of the form redis://host:6379 or rediss://host:6379.');

const known = [...Object.keys(SECRET_ALGORITHMS), ...Object.keys(PUBLIC_ALGORITHMS)];
const algorithms = parsed(
  (text) => {
    const names = text.split(/[\s,]+/).filter((name) => name !== '');
    return names.length > 0 && names.every((name) => known.includes(name)) ? names : null;
  },
  `names an algorithm that is not supported. Set one or more of ${known.join(' ')}.`,
);

/** One schema a variable; each message is the end of a sentence that begins with the variable's name. */
export const variables = {
  LIVEKIT_API_KEY: word('APIabcdef'),
  LIVEKIT_API_SECRET: secret,
  LIVEKIT_WS_URL: url(['ws:', 'wss:'], 'wss://livekit.example.com'),
  LIVEKIT_URL: url(['ws:', 'wss:'], 'wss://livekit.example.com'),
  LIVEKIT_API_URL: url(['http:', 'https:', 'ws:', 'wss:'], 'http://livekit:7880'),
  AUTH_ISSUER: word('https://id.example.com/'),
  AUTH_AUDIENCE: word('voice-room'),
  AUTH_JWKS_URL: safeUrl('the key set', 'https://id.example.com/.well-known/jwks.json'),
  AUTH_PUBLIC_KEY: z.string(),
  AUTH_SECRET: secret,
  AUTH_ALGORITHMS: algorithms,
  CHANNEL_ACCESS: z.enum(['claims', 'all', 'callback'], 'is not one of claims, all. Set one of them.'),
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
  AUTH_PRESET: z.enum(PRESETS, `is not one of ${PRESETS.join(', ')}. Set one of them.`),
  GUEST_CHANNELS: channels,
  REDIS_URL: redisUrl,
  CHANNEL_ACCESS_URL: safeUrl('the callback', 'https://app.example.com/voice-access'),
  CHANNEL_ACCESS_SECRET: secret,
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
  'CHANNEL_ACCESS_SECRET',
  'REDIS_URL',
] as const;
