// Which tokens and bodies are LiveKit's; what HTTP makes of the others is for the route.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { LIVEKIT_KEY, LIVEKIT_SECRET } from '../testing/host-app.ts';
import { createWebhookVerifier } from './verify-webhook.ts';

/** As long as HS512 asks for; HMAC fills shorter keys up with zeros, so that it is the same key. */
const KEY = new TextEncoder().encode(LIVEKIT_SECRET.padEnd(64, '\0'));
const project = { apiKey: LIVEKIT_KEY, apiSecret: LIVEKIT_SECRET, wsUrl: 'wss://a', apiUrl: 'https://a' };

/** What becomes of `body` where its token is signed with `alg`: the event, or null where it is refused. */
async function take(body: string, alg = 'HS256'): Promise<string | null> {
  const token = await new SignJWT({ sha256: createHash('sha256').update(body).digest('base64') })
    .setProtectedHeader({ alg })
    .setIssuer(LIVEKIT_KEY)
    .setExpirationTime('5m')
    .sign(KEY);
  const readEvent = await createWebhookVerifier([project])(token);
  return (await readEvent?.(body)) ?? null;
}

describe('a webhook of LiveKit', () => {
  it('is signed with HS256 and nothing else', async () => {
    const body = '{"event":"room_finished"}';
    for (const alg of ['HS384', 'HS512']) assert.equal(await take(body, alg), null, alg);
    assert.equal(await take(body), 'room_finished');
  });

  it('names an event, known or not', async () => {
    for (const body of [
      '{}',
      '{"event":""}',
      '{"event":null}',
      '{"event":7}',
      '{"event":["a"]}',
      '[]',
      'null',
    ])
      assert.equal(await take(body), null, body);
    assert.equal(await take('{"event":"room_sang"}'), 'other');
  });
});
