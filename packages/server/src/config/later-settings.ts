// The settings of the contract that a later version obeys; it does not know their values.

/** The identity providers that AUTH_PRESET may name. */
export const PRESETS = ['auth0', 'clerk', 'supabase', 'firebase', 'keycloak', 'cognito', 'entra'] as const;

/** What goes on as if the setting were not there, as the end of a sentence. Each is on the safe side. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  AUTH_PRESET:
    'a token must carry AUTH_ISSUER and AUTH_AUDIENCE exactly, and nothing particular to the provider is checked',
  GUEST_CHANNELS: 'guests are refused everywhere',
  CHANNEL_ACCESS_URL: 'no callback is asked, CHANNEL_ACCESS alone decides',
  CHANNEL_ACCESS_SECRET: 'no callback is asked, CHANNEL_ACCESS alone decides',
};

/** Settings that cannot be left out of account without opening something or guessing, with what to set instead. */
const REFUSED: Readonly<Record<string, string>> = {
  VOICE_ROOM_CONFIG: 'Unset it, and set the variables of one tenant.',
};

/** Tells of the settings in `names` that have no effect yet, a sentence each. */
export function warningsOf(names: readonly string[]): readonly string[] {
  return names
    .filter((name) => Object.hasOwn(WITHOUT_EFFECT, name))
    .map((name) => `${name} has no effect in this version: ${WITHOUT_EFFECT[name]}.`);
}

/** Reports the settings in `environment` that keep the server from starting. */
export function refuseLaterSettings(
  environment: Readonly<Record<string, string | undefined>>,
  fault: (variable: string, problem: string) => void,
): void {
  for (const [name, remedy] of Object.entries(REFUSED)) {
    if (environment[name]) fault(name, `is not supported by this version of the server. ${remedy}`);
  }
  if (environment['CHANNEL_ACCESS'] === 'callback') {
    fault(
      'CHANNEL_ACCESS',
      'is callback, which is not supported by this version of the server. Set claims or all.',
    );
  }
}

/** Whether an entry of GUEST_CHANNELS can mean a channel: text without control characters, `*` only at its end. */
export function isChannelPattern(entry: string): boolean {
  return /^[^*\p{Cc}]*\*?$/u.test(entry) && entry.isWellFormed() && entry.normalize('NFC') === entry;
}
