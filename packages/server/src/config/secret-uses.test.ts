// That no secret has two purposes, in whatever form it is written.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOST_SECRET, LIVEKIT_SECRET, environment } from '../testing/host-app.ts';
import { ConfigError } from './config-error.ts';
import { readEnvironment } from './read-environment.ts';

async function faults(changes: Record<string, string>): Promise<readonly string[]> {
  const callback = { CHANNEL_ACCESS: 'callback', CHANNEL_ACCESS_URL: 'https://app.example.com/voice' };
  try {
    await readEnvironment(environment({ ...callback, ...changes }));
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults.map(({ setting, problem }) => `${setting} ${problem}`);
  }
  return [];
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

describe('the secret of a callback', () => {
  it('is neither the LiveKit secret nor that of host tokens, as it is or behind whsec_', async () => {
    for (const CHANNEL_ACCESS_SECRET of [LIVEKIT_SECRET, `whsec_${base64(LIVEKIT_SECRET)}`]) {
      assert.deepEqual(await faults({ CHANNEL_ACCESS_SECRET }), [
        'CHANNEL_ACCESS_SECRET is also the LiveKit secret (LIVEKIT_API_SECRET). Set a secret of its own.',
      ]);
    }
    for (const CHANNEL_ACCESS_SECRET of [HOST_SECRET, `whsec_${base64(HOST_SECRET)}`]) {
      assert.deepEqual(await faults({ CHANNEL_ACCESS_SECRET }), [
        'AUTH_SECRET is also the secret of a callback (CHANNEL_ACCESS_SECRET). Set a secret of its own.',
      ]);
    }
    const CHANNEL_ACCESS_SECRET = 'whsec_uC3m0qvJ6yTn1Xe8Rb5Wd2Zk7Lp4Sg9HfAaKxQwEoIi=';
    assert.deepEqual(await faults({ CHANNEL_ACCESS_SECRET }), []);
    assert.equal((await faults({ CHANNEL_ACCESS_SECRET, AUTH_SECRET: CHANNEL_ACCESS_SECRET })).length, 1);
    const AUTH_SECRET = CHANNEL_ACCESS_SECRET.slice('whsec_'.length);
    assert.equal((await faults({ CHANNEL_ACCESS_SECRET, AUTH_SECRET })).length, 1, 'without its beginning');
  });

  it('is no well-known one behind whsec_', async () => {
    const known = 'your-super-secret-jwt-token-with-at-least-32-characters-long';
    const [fault = ''] = await faults({ CHANNEL_ACCESS_SECRET: `whsec_${base64(known)}` });
    assert.match(fault, /^CHANNEL_ACCESS_SECRET is a well-known example secret once it is decoded\./);
  });
});

describe('the secret of host tokens', () => {
  it('is not the LiveKit secret in another form', async () => {
    const CHANNEL_ACCESS = 'claims';
    for (const AUTH_SECRET of [base64(LIVEKIT_SECRET), hex(LIVEKIT_SECRET)]) {
      assert.deepEqual(await faults({ CHANNEL_ACCESS, AUTH_SECRET }), [
        'AUTH_SECRET is also the LiveKit secret (LIVEKIT_API_SECRET). Set a secret of its own.',
      ]);
    }
  });
});
