// Every failure under every change of access.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccessChange } from '../model/audio.ts';
import { voiceError, type MicrophoneErrorCode } from '../model/error.ts';
import { afterAccessChange, REVOKED, UNPLUGGED } from './access-change.ts';

const retried: Record<AccessChange, readonly MicrophoneErrorCode[]> = {
  allowed: ['microphone-denied', 'microphone-blocked-by-system'],
  device: ['microphone-missing'],
  refused: [],
};
const codes: readonly MicrophoneErrorCode[] = [
  'microphone-denied',
  'microphone-blocked-by-page',
  'microphone-blocked-by-system',
  'microphone-missing',
  'microphone-busy',
  'microphone-interrupted',
  'insecure-context',
];

describe('a microphone that failed', () => {
  for (const change of ['allowed', 'device', 'refused'] as const) {
    for (const code of codes) {
      const again = retried[change].includes(code);
      it(`with ${code} is ${again ? 'tried again' : 'left'} after "${change}"`, () => {
        const error = voiceError(code, 'as the script says');
        assert.equal(afterAccessChange(error, change), again ? null : error);
      });
    }
  }

  it('by a device that went reads as denied once that is known', () => {
    assert.equal(afterAccessChange(UNPLUGGED, 'refused'), REVOKED);
    assert.equal(afterAccessChange(REVOKED, 'allowed'), null);
    assert.equal(afterAccessChange(REVOKED, 'device'), REVOKED);
  });
});
