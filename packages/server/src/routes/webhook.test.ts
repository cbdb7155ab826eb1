// LiveKit's webhooks as LiveKit signs them, and as a stranger would try to.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { AccessToken } from 'livekit-server-sdk';
import type { Measurement } from '../measurement.ts';
import { LIVEKIT_KEY, LIVEKIT_SECRET } from '../testing/host-app.ts';
import { byClaim, issuer, serverConfig, settings, tenant } from '../testing/tenants.ts';
import { createAppOf } from '../testing/token-client.ts';

const other = { apiKey: 'APIother', apiSecret: 'o'.repeat(40), wsUrl: 'wss://b', apiUrl: 'https://b' };
const config = serverConfig(
  [tenant('acme')],
  [issuer('https://a.example', byClaim({ settings: settings({ livekit: other }) }))],
);
const event = (name: string): string => JSON.stringify({ event: name, id: 'EV_1', createdAt: '1700000000' });

interface Signing {
  readonly key?: string;
  readonly secret?: string;
  /** The body that the token vouches for. */
  readonly signed?: string;
  readonly ttl?: number;
}

/** The Authorization field that LiveKit sends with `body`. */
async function authorization(
  body: string,
  { key = LIVEKIT_KEY, secret = LIVEKIT_SECRET, signed = body, ttl = 300 }: Signing = {},
): Promise<string> {
  const token = new AccessToken(key, secret, { ttl });
  token.sha256 = createHash('sha256').update(signed).digest('base64');
  return token.toJwt();
}

function createReceiver() {
  const measured: Measurement[] = [];
  const { app } = createAppOf(config, { record: (one) => void measured.push(one) });
  const post = async (body: string, field: string | null): Promise<number> => {
    const headers = {
      'Content-Type': 'application/webhook+json',
      ...(field === null ? {} : { Authorization: field }),
    };
    return (await app.request('/api/livekit/webhook', { method: 'POST', body, headers })).status;
  };
  const events = () => measured.flatMap((one) => (one.kind === 'webhook' ? [one.event] : []));
  return { app, post, events };
}

describe('a webhook', () => {
  it('of any configured project is taken and counted by its kind', async () => {
    const { post, events } = createReceiver();
    const joined = event('participant_joined');
    assert.equal(await post(joined, await authorization(joined)), 204);
    const future = event('room_sang');
    const signing = { key: other.apiKey, secret: other.apiSecret };
    assert.equal(await post(future, `Bearer ${await authorization(future, signing)}`), 204);
    assert.deepEqual(events(), ['participant_joined', 'other']);
  });

  it('is refused unless key, secret, time and body are right', async () => {
    const { post, events } = createReceiver();
    const body = event('room_finished');
    const bad = [
      await authorization(body, { secret: 'x'.repeat(40) }),
      await authorization(body, { key: 'APIunknown' }),
      await authorization(body, { key: other.apiKey }),
      await authorization(body, { signed: event('room_started') }),
      await authorization(body, { ttl: -60 }),
      '',
      'Bearer',
      'a.b.c',
      'null',
    ];
    for (const field of bad) assert.equal(await post(body, field), 401, field);
    assert.equal(await post(body, null), 401);
    assert.equal(await post('not JSON', await authorization('not JSON')), 401);
    assert.deepEqual(events(), []);
  });

  it('may not be large, and comes by POST alone', async () => {
    const { app, post } = createReceiver();
    const large = 'x'.repeat(300_000);
    assert.equal(await post(large, await authorization(large)), 413);
    assert.equal(await post(large, 'a.b.c'), 401, 'a stranger’s is not even read');
    const { status, headers } = await app.request('/api/livekit/webhook');
    assert.deepEqual([status, headers.get('Allow')], [405, 'OPTIONS, POST']);
  });
});
