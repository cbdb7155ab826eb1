// The server through its real port: start, LiveKit's own client, slow clients, and the graceful stop.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { TokenSource } from 'livekit-client';
import { TokenVerifier } from 'livekit-server-sdk';
import { LIVEKIT_KEY, LIVEKIT_SECRET, environment, sign } from '../testing/host-app.ts';
import { eventually } from '../testing/eventually.ts';
import { listening, startForTest as start } from '../testing/started-server.ts';
import { startRedis } from '../testing/start-redis.ts';
import { send } from '../testing/token-client.ts';
import { ListenError, startServer } from './start.ts';

describe('a started server', () => {
  it('answers on the port it names, alive and ready', async (t) => {
    const { server, request, entries } = await start(t);
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    assert.deepEqual(entries[0], { level: 'info', event: 'listening', url: server.url });
    for (const [path, status] of [
      ['/healthz', 'ok'],
      ['/readyz', 'ready'],
    ] as const) {
      const answer = await send(request, { method: 'GET', path, token: null });
      assert.deepEqual([answer.status, answer.body], [200, { status }]);
    }
    assert.equal((await send(request)).status, 201);
  });

  it('warns of a setting that has no effect yet, and refuses guests', async (t) => {
    const { request, reasons } = await start(t, { GUEST_CHANNELS: 'general' });
    assert.deepEqual(
      reasons('warning').map((reason) => reason.split(' ')[0]),
      ['GUEST_CHANNELS'],
    );
    const guest = { channel_id: 'general', guest: { name: 'Eve' } };
    assert.equal((await send(request, { token: null, body: guest })).status, 401);
    assert.equal((await send(request, { body: guest })).status, 422, 'nor does a token make one');
  });

  it('works with LiveKit’s own TokenSource.endpoint', async (t) => {
    const { server } = await start(t);
    const headers = { Authorization: `Bearer ${await sign()}` };
    const source = TokenSource.endpoint(`${server.url}/api/livekit/token`, { headers });
    const { serverUrl, participantToken } = await source.fetch({ roomName: 'voice-general' });
    assert.equal(serverUrl, 'wss://livekit.example');
    const payload = await new TokenVerifier(LIVEKIT_KEY, LIVEKIT_SECRET).verify(participantToken);
    assert.deepEqual([payload.sub, payload.video?.room], ['user-1', 'voice-general']);
    assert.equal(
      (await source.fetch({ roomName: 'voice-general' })).participantToken,
      participantToken,
      'and it is reused',
    );
    await assert.rejects(source.fetch({ roomName: 'general', participantName: 'Eve' }), /received 422/);
    const stranger = TokenSource.endpoint(`${server.url}/api/livekit/token`);
    await assert.rejects(stranger.fetch({ roomName: 'general' }), /received 401/);
  });

  it('is 503 where LiveKit is not there', async (t) => {
    const { request } = await start(t, { LIVEKIT_API_URL: 'http://127.0.0.1:9' });
    const answer = await send(request);
    assert.deepEqual([answer.status, answer.body['code']], [503, 'livekit-unavailable']);
    assert.ok(answer.headers.has('Retry-After'));
  });

  it('limits by the socket’s address, and by a forwarded one only behind a trusted proxy', async (t) => {
    const forwarded = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
    const direct = await start(t, { RATE_LIMIT_ADDRESS: '1/60' });
    assert.equal((await send(direct.request, forwarded('192.0.2.1'))).status, 201);
    assert.equal((await send(direct.request, forwarded('192.0.2.2'))).status, 429);
    const behind = await start(t, { RATE_LIMIT_ADDRESS: '1/60', TRUST_PROXY: '1' });
    assert.equal((await send(behind.request, forwarded('192.0.2.1'))).status, 201);
    assert.equal((await send(behind.request, forwarded('192.0.2.2'))).status, 201);
    assert.equal(
      (await send(behind.request, forwarded('203.0.113.9, 192.0.2.2'))).status,
      429,
      'the left part is the client’s',
    );
  });

  it('tells once that X-Forwarded-For is not believed, and never where it is', async (t) => {
    const forwarded = { headers: { 'X-Forwarded-For': '192.0.2.77' } };
    const direct = await start(t);
    await send(direct.request);
    assert.deepEqual(direct.reasons('warning'), []);
    for (let i = 0; i < 3; i += 1) await send(direct.request, forwarded);
    await direct.server.reload();
    await send(direct.request, forwarded);
    const [warning = '', ...more] = direct.reasons('warning');
    assert.match(warning, /X-Forwarded-For.*TRUST_PROXY is 0/);
    assert.deepEqual(more, []);
    assert.ok(!JSON.stringify(direct.entries).includes('192.0.2.77'));
    const behind = await start(t, { TRUST_PROXY: '1' });
    await send(behind.request, forwarded);
    assert.deepEqual(behind.reasons('warning'), []);
  });

  it('counts in Redis where it is told of one', async (t) => {
    const redis = await startRedis(t);
    const { request } = await start(t, { REDIS_URL: redis.url });
    await eventually('the counts of this request', async () => {
      assert.equal((await send(request)).status, 201);
      const policies = (await redis.keys()).map((key) => key.split(':')[1]);
      return policies.includes('address') && policies.includes('subject');
    });
  });

  it('refuses two Authorization lines, large headers and bodies without end', async (t) => {
    const { server } = await start(t);
    const token = await sign();
    const two = `Authorization: Bearer ${token}\r\nAuthorization: Bearer ${token}\r\n`;
    assert.match(
      await raw(server.url, `${two}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`),
      /^HTTP\/1\.1 401 /,
    );
    assert.match(await raw(server.url, `X-Pad: ${'x'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
    const auth = `Authorization: Bearer ${token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    assert.match(await raw(server.url, `${auth}2000\r\n${'x'.repeat(0x2000)}\r\n`), /^HTTP\/1\.1 413 /);
  });

  it(
    'ends megabytes of headers, of body and of nonsense quickly, and goes on',
    { timeout: 20_000 },
    async (t) => {
      const { server, request } = await start(t);
      const megabyte = 'x'.repeat(1_000_000);
      const tooLarge = /^(HTTP\/1\.1 431 |reset$)/;
      const started = performance.now();
      assert.match(await raw(server.url, `X-Pad: ${megabyte}\r\n\r\n`), tooLarge);
      const many = Array.from({ length: 20_000 }, (_, i) => `X-${i}: ${'y'.repeat(40)}\r\n`).join('');
      assert.match(await raw(server.url, `${many}\r\n`), tooLarge);
      assert.match(await rawRequest(server.url, `POST /${megabyte} HTTP/1.1\r\n`), tooLarge);
      const body = await send(request, { body: JSON.stringify({ channel_id: megabyte }) });
      assert.equal(body.status, 413);
      const sound = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
      for (const junk of ['\0\x01\x02', '{"channel_id":"general"}', 'GET\r\n\r\n', megabyte]) {
        const answer = await rawRequest(server.url, `${sound}${junk}\r\n\r\n`);
        assert.match(answer, /^(HTTP\/1\.1 (200|400|431) |reset$)/, 'the sound one or the end');
      }
      for (const framing of [
        'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
        'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ',
        'Content-Length: -1\r\n\r\n',
        'Transfer-Encoding: chunked\r\n\r\nzz\r\n',
      ])
        assert.match(await raw(server.url, framing), /^HTTP\/1\.1 (400|401) /, framing);
      assert.ok(performance.now() - started < 5_000);
      assert.equal((await send(request)).status, 201);
    },
  );

  it('lets nobody keep an answer, whatever was asked', async (t) => {
    const { server } = await start(t);
    for (const lines of ['Content-Length: 0\r\n\r\n', 'Origin: null\r\n\r\n'])
      assert.match(await raw(server.url, lines), /\r\ncache-control: no-store\r\n/i);
    for (const [path, host] of [
      ['/api/livekit/token', 'a/b'],
      ['/api/livekit/token', '127.0.0.1:99999'],
      ['ftp://localhost/', 'localhost'],
      ['/\\', 'localhost'],
    ] as const) {
      const answer = await rawRequest(server.url, `POST ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 400 .*\r\ncache-control: no-store\r\n/is, `${path} at ${host}`);
    }
  });

  it('says in one sentence that its port is taken', async (t) => {
    const { server } = await start(t);
    const { port } = new URL(server.url);
    await assert.rejects(startServer({ env: environment({ PORT: port }), log: () => undefined }), (error) => {
      assert.ok(error instanceof ListenError);
      assert.equal(
        error.message,
        `127.0.0.1:${port} is in use by another program. Stop it, or set PORT to a free port.`,
      );
      return true;
    });
  });
});

describe('a stop', () => {
  it(
    'finishes the request in flight, takes no new one, and ends idle connections at once',
    { timeout: 10_000 },
    async (t) => {
      const asked = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const rooms = createServer((_, response) => {
        asked.resolve();
        void release.promise.then(() => response.setHeader('Content-Type', 'application/json').end('{}'));
      });
      const { server, request } = await start(t, { LIVEKIT_API_URL: await listening(t, rooms) });
      const idle = connect(Number(new URL(server.url).port), '127.0.0.1').resume();
      await once(idle, 'connect');
      const gone = once(idle, 'close');
      const inFlight = send(request);
      await asked.promise;

      let stopped = false;
      const stop = server.close().then(() => (stopped = true));
      await gone;
      assert.equal(stopped, false, 'the request in flight holds the stop');
      await assert.rejects(fetch(`${server.url}/healthz`), 'no new connection is taken');
      release.resolve();
      const answer = await inFlight;
      assert.equal(answer.status, 201);
      await stop;
    },
  );

  it('turns readiness off for whoever still has a connection', async () => {
    const { createTestApp } = await import('../testing/token-client.ts');
    let stopping = false;
    const { ask } = await createTestApp({}, { isStopping: () => stopping });
    const ready = async () => (await ask({ method: 'GET', path: '/readyz', token: null })).status;
    assert.equal(await ready(), 200);
    stopping = true;
    assert.equal(await ready(), 503);
  });
});

/** Sends a POST to the token route with lines of one's own, and returns the answer up to the end of its headers. */
const raw = (url: string, lines: string): Promise<string> =>
  rawRequest(url, `POST /api/livekit/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${lines}`);

/**
 * Sends text as it is, and returns what comes back up to the end of the first headers, or of the connection. `reset` where
 * the server ended the connection in the midst of what was sent, which can take its answer along.
 */
async function rawRequest(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  socket.write(text);
  let answer = '';
  try {
    for await (const chunk of socket) {
      answer += chunk;
      if (answer.includes('\r\n\r\n')) break;
    }
  } catch {
    if (answer === '') return 'reset';
  }
  socket.destroy();
  return answer;
}
