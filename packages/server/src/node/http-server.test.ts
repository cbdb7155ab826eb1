// What the HTTP server does with clients that take their time, and with requests in flight when it stops.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { listen } from './http-server.ts';

const timeouts = { headers: 150, request: 300, keepAlive: 150, check: 25 };

/** Writes one piece after the other while the server lets it, and returns the answer and how long it all took. */
async function drip(t: TestContext, pieces: readonly string[], pause: number) {
  const server = await listen(
    async (request) => new Response(String((await request.text()).length)),
    { host: '127.0.0.1', port: 0 },
    { timeouts },
  );
  t.after(() => server.close());
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const started = performance.now();
  let at = 0;
  const dripping = setInterval(() => socket.write(pieces[at++ % pieces.length] ?? ''), pause);
  socket.once('close', () => clearInterval(dripping));
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return { answer, milliseconds: performance.now() - started };
}

describe('a slow client', { timeout: 10_000 }, () => {
  it('that sends a header line now and then is cut off', async (t) => {
    const { answer, milliseconds } = await drip(
      t,
      ['POST / HTTP/1.1\r\nHost: a\r\nX: 1\r\n', 'X: 2\r\n', 'X: 3\r\n'],
      60,
    );
    assert.match(answer, /^(HTTP\/1\.1 408 |HTTP\/1\.1 400 )/);
    assert.ok(milliseconds < 2_000, String(milliseconds));
  });

  it('that sends a byte of the body now and then is cut off', async (t) => {
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n';
    const { answer, milliseconds } = await drip(t, [head, ...Array<string>(900).fill('x')], 20);
    assert.doesNotMatch(answer, /^HTTP\/1\.1 200 /);
    assert.ok(milliseconds >= 300 && milliseconds < 2_000, String(milliseconds));
  });

  it('that sends nothing at all is cut off', async (t) => {
    const { milliseconds } = await drip(t, [''], 1_000);
    assert.ok(milliseconds < 2_000, String(milliseconds));
  });
});

describe('a request in flight when the server stops', { timeout: 10_000 }, () => {
  /** What a client reads that sent `bytes`, where the server stops as soon as it has all `count` requests of them. */
  async function stopAmid(bytes: string, count: number): Promise<string> {
    const all = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    let came = 0;
    const server = await listen(
      async () => {
        if (++came === count) all.resolve();
        await go.promise;
        return new Response('done');
      },
      { host: '127.0.0.1', port: 0 },
    );
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.setEncoding('utf8').write(bytes);
    await all.promise;
    const closed = server.close();
    go.resolve();
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    await closed;
    return answer;
  }

  it('is answered, and told that its connection ends', async () => {
    const answer = await stopAmid('GET / HTTP/1.1\r\nHost: a\r\n\r\n', 1);
    assert.match(answer, /^HTTP\/1\.1 200 /);
    assert.match(answer, /\r\nConnection: close\r\n/i);
    assert.match(answer, /\r\n\r\ndone$/);
  });

  it('is answered too where another one follows it on its connection', async () => {
    const answer = await stopAmid('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(2), 2);
    assert.equal(answer.match(/\r\n\r\ndone/g)?.length, 2);
    assert.equal(answer.match(/Connection: close/gi)?.length, 1);
  });
});
