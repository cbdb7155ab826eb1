// The tokens for LiveKit, beside those that LiveKit's own library writes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { AccessToken, TokenVerifier, TrackSource } from 'livekit-server-sdk';
import { webSignatures } from '../auth/web-signatures.ts';
import type { LiveKitProject } from '../config/config.ts';
import { nodeSignatures } from '../node/node-signatures.ts';
import type { Grant } from '../policy/grant.ts';
import { grantOf } from '../policy/grant.ts';
import { LIVEKIT_KEY, LIVEKIT_SECRET, nowSeconds } from '../testing/host-app.ts';
import { AVATAR_ATTRIBUTE, createTokenMinter } from './mint-token.ts';

const LIVEKIT: LiveKitProject = {
  apiKey: LIVEKIT_KEY,
  apiSecret: LIVEKIT_SECRET,
  wsUrl: 'wss://livekit.example',
  apiUrl: 'https://livekit.example',
};
const ADA = { identity: 'user|1', name: 'Zoë 👩‍👩‍👧‍👦 "<b>\\' };
const SDK_SOURCES: Readonly<Record<string, TrackSource>> = {
  microphone: TrackSource.MICROPHONE,
  camera: TrackSource.CAMERA,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
};

/** What LiveKit's library signs for the same call. */
async function ofSdk(avatarUrl: string | undefined, room: string, grant: Grant): Promise<string> {
  const token = new AccessToken(LIVEKIT_KEY, LIVEKIT_SECRET, {
    ...ADA,
    ttl: 600,
    ...(avatarUrl === undefined ? {} : { attributes: { [AVATAR_ATTRIBUTE]: avatarUrl } }),
  });
  const sources = grant.sources.map((source) => SDK_SOURCES[source] ?? TrackSource.UNKNOWN);
  token.addGrant({
    roomJoin: true,
    room,
    canPublish: sources.length > 0,
    ...(sources.length > 0 ? { canPublishSources: sources } : {}),
    canPublishData: grant.can_publish_data,
    canSubscribe: grant.can_subscribe,
    canUpdateOwnMetadata: false,
  });
  return token.toJwt();
}

for (const [name, signatures] of Object.entries({ nodeSignatures, webSignatures })) {
  describe(`a minted token (${name})`, () => {
    const mint = createTokenMinter(signatures);

    it('has header and claims of the token that LiveKit’s library would sign', async () => {
      const all: Grant = {
        ...grantOf('speaker'),
        sources: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
      };
      for (const grant of [grantOf('speaker'), grantOf('moderator'), grantOf('listener'), all]) {
        for (const avatarUrl of [undefined, 'https://host.example/a.png']) {
          const room = 'voice-acme:général';
          const caller = { ...ADA, ...(avatarUrl === undefined ? {} : { avatarUrl }) };
          const theirs = await ofSdk(avatarUrl, room, grant);
          const { nbf = 0 } = decodeJwt(theirs);
          const ours = await mint(LIVEKIT, caller, room, grant, nbf + 0.9);
          assert.deepEqual(decodeJwt(ours.token), decodeJwt(theirs));
          assert.deepEqual(decodeProtectedHeader(ours.token), decodeProtectedHeader(theirs));
          assert.deepEqual([ours.expiresAt, ours.lifetime], [nbf + 600, 600]);
        }
      }
    });

    it('is accepted by LiveKit’s library under its own project only', async () => {
      const { token } = await mint(LIVEKIT, ADA, 'voice-a', grantOf('speaker'), nowSeconds());
      const { video } = await new TokenVerifier(LIVEKIT_KEY, LIVEKIT_SECRET).verify(token);
      assert.equal(video?.room, 'voice-a');
      const other: LiveKitProject = { ...LIVEKIT, apiSecret: 'another-secret-of-a-good-length-!' };
      const { token: theirs } = await mint(other, ADA, 'voice-a', grantOf('speaker'), nowSeconds());
      await assert.rejects(new TokenVerifier(LIVEKIT_KEY, LIVEKIT_SECRET).verify(theirs));
    });

    it('gives a listener no way to publish media, and nobody rights over room or name', async () => {
      const { token } = await mint(LIVEKIT, ADA, 'voice-a', grantOf('listener'), nowSeconds());
      assert.deepEqual(decodeJwt(token)['video'], {
        roomJoin: true,
        room: 'voice-a',
        canPublish: false,
        canPublishData: true,
        canSubscribe: true,
        canUpdateOwnMetadata: false,
      });
    });

    it('is never made without a room, an identity, a key or a secret', async () => {
      for (const [livekit, identity, room] of [
        [LIVEKIT, 'a', ''],
        [LIVEKIT, '', 'voice-a'],
        [{ ...LIVEKIT, apiKey: '' }, 'a', 'voice-a'],
        [{ ...LIVEKIT, apiSecret: '' }, 'a', 'voice-a'],
      ] as const) {
        assert.throws(() => mint(livekit, { identity, name: 'A' }, room, grantOf('speaker'), 1), RangeError);
      }
    });
  });
}
