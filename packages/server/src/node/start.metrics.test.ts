// What /metrics tells of a running server, and that nobody's choice becomes a label.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import { environment } from '../testing/host-app.ts';
import { answerJson, serveKeySet } from '../testing/key-set-endpoint.ts';
import { parseMetrics } from '../testing/parse-metrics.ts';
import { listening, startForTest } from '../testing/started-server.ts';
import { send } from '../testing/token-client.ts';
import { ListenError, startServer } from './start.ts';

/** A room service of LiveKit with two live rooms. */
const twoRooms = () =>
  createServer((_, response) =>
    response.setHeader('Content-Type', 'application/json').end(
      JSON.stringify({
        rooms: [
          { name: 'a', num_participants: 2 },
          { name: 'b', num_participants: 3 },
        ],
      }),
    ),
  );

describe('the admin listener', () => {
  it('tells what happened, in the format of Prometheus', async (t) => {
    const { server, request, metrics, entries } = await startForTest(t, { RATE_LIMIT_SUBJECT: '1/60' });
    assert.equal((await send(request)).status, 201);
    assert.equal((await send(request)).status, 429);
    assert.equal((await send(request, { token: 'a.b.c' })).status, 401);
    const { value, families } = parseMetrics(await metrics());
    const token = { route: '/api/livekit/token', method: 'POST' };
    assert.equal(value('voice_room_requests_total', { ...token, status: '201', tenant: 'default' }), 1);
    assert.equal(value('voice_room_requests_total', { ...token, status: '429', code: 'rate-limited' }), 1);
    assert.equal(value('voice_room_requests_total', { ...token, status: '401', tenant: '' }), 1);
    assert.equal(value('voice_room_request_duration_seconds_count', { route: '/api/livekit/token' }), 3);
    assert.equal(value('voice_room_tokens_minted_total', { tenant: 'default', role: 'speaker' }), 1);
    assert.equal(value('voice_room_verifications_total', { outcome: 'verified' }), 2);
    assert.equal(value('voice_room_verifications_total', { outcome: 'refused' }), 1);
    assert.equal(value('voice_room_limit_decisions_total', { policy: 'address', allowed: 'true' }), 3);
    assert.equal(value('voice_room_limit_decisions_total', { policy: 'subject', allowed: 'false' }), 1);
    assert.equal(value('voice_room_config_last_reload_successful'), 1);
    assert.ok((value('process_resident_memory_bytes') ?? 0) > 1e6);
    assert.ok((value('process_cpu_seconds_total') ?? 0) > 0);
    assert.equal(families.get('voice_room_limiter_store_up'), 'gauge');
    assert.deepEqual(entries[1], { level: 'info', event: 'metrics', url: `${server.adminUrl}/metrics` });
  });

  it('has no series for what a client makes up', async (t) => {
    const { request, metrics } = await startForTest(t);
    const before = parseMetrics(await metrics()).samples.length;
    for (let i = 0; i < 20; i += 1) {
      await send(request, { method: `VERB${i}`, path: `/api/livekit/path-${i}`, token: `${i}.b.c` });
      await send(request, { method: `VERB${i}`, path: '/healthz', token: null });
      await send(request, { path: `/v/9.9.${i}/x.js`, method: 'GET' });
    }
    const { samples } = parseMetrics(await metrics());
    assert.ok(samples.length - before < 100, `${samples.length - before} more`);
    const text = JSON.stringify(samples);
    for (const made of ['VERB', 'path-', '9.9.']) assert.ok(!text.includes(made), made);
  });

  it('tells how many are connected to LiveKit, and that LiveKit is away', async (t) => {
    const LIVEKIT_API_URL = await listening(t, twoRooms());
    const up = await startForTest(t, { LIVEKIT_API_URL });
    const project = { project: new URL(LIVEKIT_API_URL).host };
    const { value } = parseMetrics(await up.metrics());
    assert.equal(value('voice_room_livekit_up', project), 1);
    assert.equal(value('voice_room_livekit_rooms', project), 2);
    assert.equal(value('voice_room_livekit_participants', project), 5);

    const away = await startForTest(t, { LIVEKIT_API_URL: 'http://127.0.0.1:9' });
    const told = parseMetrics(await away.metrics());
    assert.equal(told.value('voice_room_livekit_up', { project: '127.0.0.1:9' }), 0);
    assert.equal(told.value('voice_room_livekit_rooms'), undefined);
  });

  it('is not held up by a LiveKit that hangs', { timeout: 10_000 }, async (t) => {
    let asked = 0;
    const LIVEKIT_API_URL = await listening(
      t,
      createServer(() => (asked += 1)),
    );
    const { metrics } = await startForTest(t, { LIVEKIT_API_URL });
    const started = performance.now();
    const answers = await Promise.all([metrics(), metrics()]);
    assert.ok(performance.now() - started < 3_000);
    for (const text of answers) assert.equal(parseMetrics(text).value('voice_room_livekit_up'), 0);
    assert.equal(asked, 1, 'one question for both');
  });

  it('tells the age of published keys and how their fetches went', async (t) => {
    const keys = await listening(
      t,
      createServer((_, response) => response.writeHead(500).end()),
    );
    const changes = { AUTH_SECRET: undefined, AUTH_JWKS_URL: `${keys}/jwks` };
    const { request, metrics } = await startForTest(t, changes);
    assert.equal((await send(request, { method: 'GET', path: '/readyz', token: null })).status, 503);
    const { value } = parseMetrics(await metrics());
    assert.equal(value('voice_room_key_fetches_total', { outcome: 'failed' }), 1);
    assert.equal(value('voice_room_key_age_seconds'), undefined);
  });

  it('tells how long ago published keys were fetched', async (t) => {
    const { publicKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', use: 'sig', alg: 'ES256' };
    const { url } = await serveKeySet(t, answerJson({ keys: [jwk] }));
    const { request, metrics } = await startForTest(t, { AUTH_SECRET: undefined, AUTH_JWKS_URL: url });
    const before = Date.now();
    assert.equal((await send(request, { method: 'GET', path: '/readyz', token: null })).status, 200);
    const age = async () => {
      const { value } = parseMetrics(await metrics());
      assert.equal(value('voice_room_key_fetches_total', { outcome: 'fetched' }), 1);
      return value('voice_room_key_age_seconds', { issuer: String(environment()['AUTH_ISSUER']) });
    };
    const first = await age();
    assert.ok(first !== undefined && first >= 0 && first < 5, String(first));
    // The clock alone moves on: the age is asked for at each look.
    t.mock.timers.enable({ apis: ['Date'], now: before + 60_000 });
    const later = await age();
    t.mock.timers.reset();
    assert.ok(later !== undefined && later > 50 && later < 65, String(later));
  });

  it('answers nothing else: 404 elsewhere, 405 for other methods, and no metrics on the public port', async (t) => {
    const { server } = await startForTest(t);
    assert.equal((await fetch(`${server.adminUrl}/`)).status, 404);
    assert.equal((await fetch(`${server.adminUrl}/metrics/x`)).status, 404);
    const post = await fetch(`${server.adminUrl}/metrics`, { method: 'POST' });
    assert.deepEqual([post.status, post.headers.get('Allow')], [405, 'GET, HEAD']);
    const head = await fetch(`${server.adminUrl}/metrics`, { method: 'HEAD' });
    assert.deepEqual([head.status, await head.text()], [200, '']);
    assert.match(head.headers.get('Content-Type') ?? '', /^text\/plain; version=0\.0\.4/);
    assert.equal((await fetch(`${server.url}/metrics`)).status, 404);
  });

  it('answers on this machine’s own names alone, so that no page can be made to read it', async (t) => {
    const { server } = await startForTest(t);
    const status = async (host: string): Promise<number | undefined> => {
      const request = get(`${server.adminUrl}/metrics`, { headers: { Host: host } });
      const [{ statusCode }] = (await once(request, 'response')) as [IncomingMessage];
      return statusCode;
    };
    assert.deepEqual(
      await Promise.all(
        ['localhost', '127.0.0.1:9464', 'metrics.evil.test', '127.0.0.1.evil.test'].map(status),
      ),
      [200, 200, 403, 403],
    );
  });

  it('says in one sentence that its port is taken, and leaves nothing listening', async (t) => {
    const { server } = await startForTest(t);
    const { port } = new URL(server.adminUrl);
    const env = environment({ ADMIN_PORT: port });
    await assert.rejects(startServer({ env, log: () => undefined }), (error) => {
      assert.ok(error instanceof ListenError);
      assert.match(error.message, /^127\.0\.0\.1:\d+ is in use .* set ADMIN_PORT to a free port\.$/);
      return true;
    });
    const main = { PORT: new URL(server.url).port };
    await assert.rejects(startServer({ env: environment(main), log: () => undefined }), /set PORT to/);
  });

  it('is closed by a stop', async (t) => {
    const { server } = await startForTest(t);
    await server.close();
    await assert.rejects(fetch(`${server.adminUrl}/metrics`));
  });
});
