// That the Node server keeps the OpenAPI document too, over real connections, whatever bytes come.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { breaches, isDeclaredEverywhere } from '../testing/contract.ts';
import type { SeenAnswer } from '../testing/contract.ts';
import { environment, sign } from '../testing/host-app.ts';
import { oddRequests } from '../testing/odd-requests.ts';
import type { OddRequest } from '../testing/odd-requests.ts';
import { startServer } from './start.ts';
import type { RunningServer } from './start.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND'];
const POST = 'POST /api/livekit/webhook HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
/** No LiveKit listens there: a sound request ends in a declared 503. */
const NOWHERE = 'ws://127.0.0.1:9';

describe('the Node server', () => {
  let server: RunningServer;
  before(async () => {
    const env = environment({
      LIVEKIT_WS_URL: NOWHERE,
      ADMIN_PORT: '0',
      LOG_LEVEL: 'silent',
      RATE_LIMIT_ADDRESS: 'off',
      RATE_LIMIT_SUBJECT: 'off',
    });
    server = await startServer({ env });
  });
  after(() => server.close());

  /** One request as it is, its lines duplicated where they are given twice. */
  async function send({ method, target, headers, body }: OddRequest): Promise<SeenAnswer> {
    const { hostname, port } = new URL(server.url);
    const length = body === null ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
    const sent = request({ hostname, port, method, path: target, setHost: false });
    for (const [name = '', value = ''] of [['Host', `${hostname}:${port}`], ...length])
      sent.setHeader(name, value);
    for (const [name, value] of headers) sent.appendHeader(name, value);
    sent.end(body ?? undefined);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const fields = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: answer.statusCode ?? 0,
      headers: Object.fromEntries(fields) as Record<string, string>,
      body: Buffer.concat(chunks),
    };
  }

  it('answers every request as the document declares, and never 500', async () => {
    const credentials = [`Bearer ${await sign()}`, 'Bearer x'];
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(oddRequests(METHODS, credentials, [server.url, 'null']), async (odd) => {
        const answer = await send(odd);
        statuses.add(answer.status);
        assert.deepEqual(breaches(odd.method, odd.target, answer), []);
        assert.notEqual(answer.status, 500);
      }),
      { numRuns: 1_000 },
    );
    for (const status of [200, 204, 401, 403, 404, 405])
      assert.ok(statuses.has(status), `${status} was seen`);
  });

  it('refuses by itself what is no request, with a declared status and no body', async () => {
    const lines: [string, number][] = [
      ['GET / HTTP/1.1\r\n\r\n', 400],
      ['GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
      ['NO SUCH THING\r\n\r\n', 400],
      ['GET /healthz HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n', 400],
      ['POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
      ['GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: much\r\n\r\n', 417],
      [`GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
      ['GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
      ['GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n', 400],
      ['GET http://a/healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n', 400],
      ['GET /openapi.json HTTP/1.0\r\n\r\n', 400],
      [`${POST}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, 501],
      [`${POST}Transfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, 400],
      [`${POST}Transfer-Encoding: gzip\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, 501],
      [`${POST}Transfer-Encoding: chunked\r\n\r\n2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`, 413],
    ];
    for (const [line, status] of lines) {
      const answer = await raw(line);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `), line.slice(0, 60));
      assert.match(answer, /\r\n\r\n(0\r\n\r\n)?$/, line.slice(0, 60));
      assert.ok(isDeclaredEverywhere(status));
    }
  });

  it('answers probes that ask by HTTP/1.0 without Host, and reads bodies in chunks', async () => {
    for (const path of ['/healthz', '/readyz'])
      assert.match(await raw(`GET ${path} HTTP/1.0\r\n\r\n`), /^HTTP\/1\.1 200 /, path);
    const answer = await raw(`${POST}Transfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 401 .*"code":"token-missing"/s);
  });

  it('closes a CONNECT without an answer', async () => {
    assert.equal(await raw('CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n'), '');
  });

  /** What the server says to these bytes until it is silent. */
  async function raw(bytes: string): Promise<string> {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => socket.destroy());
    socket.end(bytes, 'latin1');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    return text;
  }
});
