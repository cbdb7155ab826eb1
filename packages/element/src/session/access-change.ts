// What a change of access means for a microphone that failed; pure, it opens and hears nothing.

import type { AccessChange } from '../model/audio.ts';
import { voiceError, type VoiceError } from '../model/error.ts';

/** A device that was there is gone, for no reason that is known. */
export const UNPLUGGED = voiceError('microphone-missing', 'the microphone was unplugged or taken away');
/** A device that was there is gone because the page may not use it any more. */
export const REVOKED = voiceError('microphone-denied', 'the permission for the microphone was taken back');

/** What a failure is after the change; null where the microphone is to be tried again. */
export function afterAccessChange(error: VoiceError, change: AccessChange): VoiceError | null {
  switch (change) {
    case 'allowed':
      return error.code === 'microphone-denied' || error.code === 'microphone-blocked-by-system'
        ? null
        : error;
    case 'device':
      return error.code === 'microphone-missing' ? null : error;
    case 'refused':
      // The device's end may come before its reason.
      return error === UNPLUGGED ? REVOKED : error;
  }
}
