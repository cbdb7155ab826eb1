// Where the endpoint is looked for when nobody says so.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultTokenUrl } from './token-url.ts';

const SERVED = 'voice-room:self-served:yes';
const COPIED = 'voice-room:self-served:no';

describe('the token endpoint', () => {
  it('lies beside a script that a voice-room server served', () => {
    assert.equal(
      defaultTokenUrl({ script: 'https://voice.example.com/voice-room.js', marker: SERVED }),
      'https://voice.example.com/api/livekit/token',
    );
    assert.equal(
      defaultTokenUrl({ script: 'https://example.com/voice/voice-room.js', marker: SERVED }),
      'https://example.com/voice/api/livekit/token',
    );
  });

  it('lies at the page’s own address for any other script', () => {
    for (const [script, marker] of [
      ['https://cdn.example.com/voice-room.js', COPIED],
      ['https://voice.example.com/other.js', SERVED],
      ['not an address', SERVED],
    ] as const) {
      assert.equal(defaultTokenUrl({ script, marker }), '/api/livekit/token');
    }
  });

  it('is found in a build that was copied as it is', () => {
    assert.equal(defaultTokenUrl(), '/api/livekit/token');
  });
});
