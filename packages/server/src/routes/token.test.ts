// How the token route answers sound requests, refusals of each kind, and LiveKit being full or away.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { TokenVerifier } from 'livekit-server-sdk';
import { LiveKitUnavailable } from '../livekit/room-directory.ts';
import { LIVEKIT_KEY, LIVEKIT_SECRET, nowSeconds, sign } from '../testing/host-app.ts';
import type { Answer } from '../testing/token-client.ts';
import { createTestApp } from '../testing/token-client.ts';

const problem = ({ status, body }: Answer) => ({ status, code: body['code'] });

describe('a sound request', () => {
  it('is answered 201 with everything the contract names', async () => {
    const { ask } = await createTestApp();
    const token = await sign({ picture: 'https://cdn.example/ada.png' });
    const { status, headers, body } = await ask({ token });
    assert.equal(status, 201);
    assert.match(headers.get('Content-Type') ?? '', /^application\/json/);
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.match(headers.get('X-Request-Id') ?? '', /^[0-9a-f-]{36}$/);
    const { participant_token, expires_at, ...rest } = body;
    assert.deepEqual(rest, {
      server_url: 'wss://livekit.example',
      room_name: 'voice-general',
      participant_identity: 'user-1',
      participant_name: 'Ada',
      avatar_url: 'https://cdn.example/ada.png',
      expires_in: 600,
      grant: { role: 'speaker', sources: ['microphone'], can_subscribe: true, can_publish_data: true },
    });
    const { exp } = decodeJwt(String(participant_token));
    assert.equal(Date.parse(String(expires_at)), (exp ?? 0) * 1000);
  });

  it('carries a LiveKit token with the least grants, good for one room and ten minutes', async () => {
    const { ask } = await createTestApp();
    const { body } = await ask({ token: await sign({ picture: 'https://cdn.example/ada.png' }) });
    const text = String(body['participant_token']);
    const payload = await new TokenVerifier(LIVEKIT_KEY, LIVEKIT_SECRET).verify(text);
    const { nbf, exp, ...rest } = payload as typeof payload & { nbf: number; exp: number };
    assert.deepEqual(rest, {
      iss: LIVEKIT_KEY,
      sub: 'user-1',
      name: 'Ada',
      attributes: { 'voice.avatar': 'https://cdn.example/ada.png' },
      video: {
        roomJoin: true,
        room: 'voice-general',
        canPublish: true,
        canPublishSources: ['microphone'],
        canPublishData: true,
        canSubscribe: true,
        canUpdateOwnMetadata: false,
      },
    });
    assert.ok(exp - nbf >= 599 && exp - nbf <= 601, 'ten minutes');
    assert.ok(Math.abs(nbf - nowSeconds()) <= 1, 'valid from now on, not from before');
    assert.equal(decodeProtectedHeader(text).alg, 'HS256');
  });

  it('gives a listener canPublish false and no list of sources, since an empty list means all', async () => {
    const { ask } = await createTestApp();
    const { status, body } = await ask({ token: await sign({ voice: { listen: ['general'] } }) });
    assert.equal(status, 201);
    assert.deepEqual(body['grant'], {
      role: 'listener',
      sources: [],
      can_subscribe: true,
      can_publish_data: true,
    });
    const { video } = decodeJwt(String(body['participant_token'])) as { video: Record<string, unknown> };
    assert.equal(video['canPublish'], false);
    assert.ok(!('canPublishSources' in video));
    assert.equal(video['canPublishData'], true);
  });

  it('gives a moderator no rights over the room at LiveKit', async () => {
    const { ask } = await createTestApp();
    const { body } = await ask({ token: await sign({ voice: { moderate: ['general'] } }) });
    assert.equal((body['grant'] as { role: string }).role, 'moderator');
    const { video } = decodeJwt(String(body['participant_token'])) as { video: Record<string, unknown> };
    for (const right of [
      'roomAdmin',
      'roomCreate',
      'roomList',
      'roomRecord',
      'ingressAdmin',
      'hidden',
      'agent',
    ]) {
      assert.ok(!(right in video), right);
    }
  });

  it('may use room_name, from which one leading voice- is taken', async () => {
    const { ask } = await createTestApp();
    for (const [room_name, room] of [
      ['voice-general', 'voice-general'],
      ['general', 'voice-general'],
      ['voice-voice-general', 'voice-voice-general'],
    ]) {
      assert.equal((await ask({ body: { room_name } })).body['room_name'], room);
    }
    assert.equal(
      (await ask({ body: { channel_id: 'voice-general' } })).body['room_name'],
      'voice-voice-general',
    );
  });

  it('gets a new token each time, with the identity as it is', async () => {
    const { ask } = await createTestApp();
    for (const sub of ['auth0|5f7c', ' spaced ', 'Ünïcode-🎙', 'x'.repeat(256)]) {
      const { status, body } = await ask({ token: await sign({ sub, name: undefined }) });
      assert.equal(status, 201, sub);
      assert.equal(body['participant_identity'], sub);
      assert.equal(decodeJwt(String(body['participant_token'])).sub, sub);
    }
  });
});

describe('channel access', () => {
  it('is 403 without a claim, with a claim that does not list the channel, and with a malformed claim', async () => {
    const { ask, log } = await createTestApp();
    const cases: [unknown, string][] = [
      [undefined, 'no-claim'],
      [{ channels: ['other'] }, 'channel-not-listed'],
      [{ channels: 'general' }, 'malformed-claim'],
      ['general', 'malformed-claim'],
    ];
    for (const [voice, reason] of cases) {
      const answer = await ask({ token: await sign({ voice }) });
      assert.deepEqual(problem(answer), { status: 403, code: 'channel-forbidden' });
      assert.match(answer.headers.get('WWW-Authenticate') ?? '', /error="insufficient_scope"/);
      assert.equal(log.at(-1)?.reason, reason);
      assert.ok(!JSON.stringify(answer.body).includes(reason), 'the reason is for the log only');
    }
  });

  it('lets everyone with a sound token in where CHANNEL_ACCESS is all', async () => {
    const { ask } = await createTestApp({ CHANNEL_ACCESS: 'all' });
    const { status, body } = await ask({ token: await sign({ voice: undefined }) });
    assert.equal(status, 201);
    assert.equal((body['grant'] as { role: string }).role, 'speaker');
    assert.equal((await ask({ token: null })).status, 401);
  });
});

describe('LiveKit’s state', () => {
  it('that a room is full is 409 room-full', async () => {
    const asked: unknown[] = [];
    const { ask } = await createTestApp(
      {},
      {
        roomDirectory: { isFullFor: async (livekit, ...rest) => asked.push([livekit.apiUrl, ...rest]) > 0 },
      },
    );
    assert.deepEqual(problem(await ask()), { status: 409, code: 'room-full' });
    assert.deepEqual(asked, [['https://livekit.example', 'voice-general', 'user-1']]);
  });

  it('away is 503 with Retry-After', async () => {
    const away = { isFullFor: () => Promise.reject(new LiveKitUnavailable('network')) };
    const { ask, log } = await createTestApp({}, { roomDirectory: away });
    const answer = await ask();
    assert.deepEqual(problem(answer), { status: 503, code: 'livekit-unavailable' });
    assert.match(answer.headers.get('Retry-After') ?? '', /^\d+$/);
    assert.equal(log.at(-1)?.reason, 'network');
  });

  it('is not asked for a caller who may not enter', async () => {
    const { ask } = await createTestApp({}, { roomDirectory: { isFullFor: () => assert.fail('asked') } });
    assert.equal((await ask({ token: await sign({ voice: {} }) })).status, 403);
  });
});

describe('the path', () => {
  it('answers other methods with 405 and Allow, HEAD included, and OPTIONS with Allow', async () => {
    const { ask } = await createTestApp();
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await ask({ method });
      assert.equal(answer.status, 405, method);
      assert.equal(answer.headers.get('Allow'), 'OPTIONS, POST');
      if (method !== 'HEAD') assert.equal(answer.body['code'], 'method-not-allowed');
    }
    const options = await ask({ method: 'OPTIONS' });
    assert.deepEqual([options.status, options.headers.get('Allow')], [204, 'OPTIONS, POST']);
  });

  it('that does not exist is a 404 problem', async () => {
    const { ask } = await createTestApp();
    for (const path of ['/', '/api/livekit/token/x', '/api/livekit', '/.env']) {
      const answer = await ask({ method: 'GET', path });
      assert.deepEqual(problem(answer), { status: 404, code: 'not-found' }, path);
      assert.equal(answer.headers.get('Content-Type'), 'application/problem+json');
    }
  });
});

describe('a problem answer', () => {
  it('has the members of RFC 9457, the code and the request id, and repeats nothing of the token', async () => {
    const { ask } = await createTestApp();
    const token = await sign({ aud: 'somebody-else' });
    const { headers, body } = await ask({ token, headers: { 'X-Request-Id': 'abc-123' } });
    assert.equal(headers.get('Content-Type'), 'application/problem+json');
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.deepEqual(body, {
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      code: 'token-invalid',
      detail: 'The bearer token is not acceptable here.',
      request_id: 'abc-123',
    });
    assert.equal(headers.get('X-Request-Id'), 'abc-123');
  });

  it('hides what went wrong inside, and the log has no message that could quote the client', async () => {
    const broken = { isFullFor: () => Promise.reject(new RangeError('secret text of the client')) };
    const { ask, log } = await createTestApp({}, { roomDirectory: broken });
    const answer = await ask();
    assert.deepEqual(problem(answer), { status: 500, code: 'internal-error' });
    assert.ok(!JSON.stringify([answer.body, log]).includes('secret text'));
    assert.match(log.at(-1)?.reason ?? '', /^RangeError at /);
  });
});

describe('the log', () => {
  it('has outcome, tenant, request id and duration, and no token, name or identity', async () => {
    const { ask, log } = await createTestApp();
    const token = await sign({
      name: 'Grace Hopper',
      sub: 'person-77',
      picture: 'https://cdn.example/g.png',
    });
    await ask({ token, headers: { 'X-Request-Id': 'r1' } });
    const [entry] = log;
    assert.equal(log.length, 1);
    assert.equal(typeof entry?.durationMs, 'number');
    assert.deepEqual(
      { ...entry, durationMs: 0 },
      {
        level: 'info',
        requestId: 'r1',
        method: 'POST',
        route: '/api/livekit/token',
        status: 201,
        code: 'token-issued',
        tenant: 'default',
        durationMs: 0,
      },
    );
    assert.ok(!/Hopper|person-77|cdn\.example|eyJ/.test(JSON.stringify(log)));
  });
});
