// The server through its real port: start, LiveKit's own client, slow clients, and the graceful stop.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { TokenSource } from 'livekit-client';
import { TokenVerifier } from 'livekit-server-sdk';
import { LIVEKIT_KEY, LIVEKIT_SECRET, environment, sign } from '../testing/host-app.ts';
import { send } from '../testing/token-client.ts';
import type { Log } from './log.ts';
import { ListenError, startServer } from './start.ts';

async function listening(t: TestContext, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A room service of LiveKit that knows no live room. */
const emptyRooms = (): Server =>
  createServer((_, response) => response.setHeader('Content-Type', 'application/json').end('{}'));

async function start(t: TestContext, changes: Record<string, string | undefined> = {}) {
  const entries: Parameters<Log>[0][] = [];
  const LIVEKIT_API_URL = await listening(t, emptyRooms());
  const env = environment({ LIVEKIT_API_URL, ...changes });
  const server = await startServer({ env, log: (entry) => void entries.push(entry) });
  t.after(() => server.close());
  return {
    server,
    entries,
    request: (path: string, init: RequestInit) => fetch(`${server.url}${path}`, init),
  };
}

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

  it('warns of each setting that has no effect yet, and refuses guests', async (t) => {
    const { request, entries } = await start(t, { GUEST_CHANNELS: 'general', REDIS_URL: 'redis://x' });
    const warnings = entries.flatMap((entry) =>
      'event' in entry && entry.event === 'warning' ? [entry] : [],
    );
    assert.deepEqual(
      warnings.map(({ level, reason }) => [level, reason?.split(' ')[0]]),
      [
        ['warn', 'GUEST_CHANNELS'],
        ['warn', 'REDIS_URL'],
      ],
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

async function rawRequest(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) {
    answer += chunk;
    if (answer.includes('\r\n\r\n')) break;
  }
  socket.destroy();
  return answer;
}
