// Names settings as their reader wrote them, variables or lines of the file; it does not know their values.
import type { Environment } from '../config/variables.ts';

/** The variables of the single tenant, by the names that the file has for the same settings. */
const VARIABLES = {
  'livekit.url': 'LIVEKIT_WS_URL',
  'livekit.apiUrl': 'LIVEKIT_API_URL',
  'livekit.apiKey': 'LIVEKIT_API_KEY',
  'livekit.apiSecret': 'LIVEKIT_API_SECRET',
  origins: 'ALLOWED_ORIGINS',
  channelAccess: 'CHANNEL_ACCESS',
  'channelAccess.callback': 'CHANNEL_ACCESS_URL',
  'channelAccess.secret': 'CHANNEL_ACCESS_SECRET',
  issuer: 'AUTH_ISSUER',
  audience: 'AUTH_AUDIENCE',
  jwksUrl: 'AUTH_JWKS_URL',
  publicKeys: 'AUTH_PUBLIC_KEY',
  secrets: 'AUTH_SECRET',
  algorithms: 'AUTH_ALGORITHMS',
  // Only a preset sets these for a single tenant.
  'claims.identity': 'AUTH_PRESET',
  require: 'AUTH_PRESET',
  refuse: 'AUTH_PRESET',
} as const;

/** A setting, by its name in the file. */
export type Setting = keyof typeof VARIABLES;

/** The name of `setting` for a sentence; `subject` is the tenant or issuer, as a sentence has it, null for the only one. */
export type NameSetting = (setting: Setting, subject: string | null) => string;

/** Names variables where there is no configuration file, else its fields. */
export function createSettingNames(environment: Environment): NameSetting {
  if (environment['VOICE_ROOM_CONFIG']) {
    return (setting, subject) => `"${setting}"${subject === null ? '' : ` of ${subject}`}`;
  }
  return (setting) => {
    const name = VARIABLES[setting];
    if (name === 'LIVEKIT_WS_URL' && !environment[name]) return 'LIVEKIT_URL';
    if (name === 'LIVEKIT_API_URL' && !environment[name]) {
      const browsers = environment['LIVEKIT_WS_URL'] ? 'LIVEKIT_WS_URL' : 'LIVEKIT_URL';
      return `${browsers} (LIVEKIT_API_URL is not set)`;
    }
    return !environment[name] && environment[`${name}_FILE`] ? `${name}_FILE` : name;
  };
}
