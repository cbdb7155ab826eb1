// Which steps help a person against a denial, by browser and system; pure, the words are the locale's.

import type { VoiceErrorCode } from '../../model/error.ts';
import type { VoiceRoomTranslation } from '../../locales/en.ts';
import type { KnownBrowser } from './browser.ts';

/** The key of one set of steps. */
export type StepsKey = Extract<keyof VoiceRoomTranslation, `steps.${string}`>;

/** The steps against a failure, or null where none depend on the browser. */
export function stepsFor(code: VoiceErrorCode, known: KnownBrowser): StepsKey | null {
  if (code === 'microphone-blocked-by-system') return `steps.system-${known.system}`;
  return code === 'microphone-denied' ? denied(known) : null;
}

function denied({ browser, system }: KnownBrowser): StepsKey {
  // On iOS only Safari asks by site; other browsers have the one switch of the system.
  if (system === 'ios') return browser === 'safari' ? 'steps.denied-ios' : 'steps.system-ios';
  if (system === 'android') return browser === 'firefox' ? 'steps.denied-other' : 'steps.denied-android';
  return `steps.denied-${browser}`;
}
