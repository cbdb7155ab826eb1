// The command doctor as a process of its own: what it reads, what it prints, and how it ends.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { environment, sign } from '../testing/host-app.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Runs it with `input` on a pipe; null leaves the pipe open and silent. */
async function doctor(
  args: readonly string[],
  env: Record<string, string | undefined>,
  input: string | null = '',
) {
  const child = spawn(process.execPath, [MAIN, 'doctor', ...args], {
    env: { PATH: process.env['PATH'], ...env },
  });
  if (input !== null) child.stdin.end(input);
  const [exit, out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  child.stdin.destroy();
  return { status: exit[0] as number | null, out, err };
}

/** Settings whose LiveKit is a server of this test: it has LiveKit's answers to three questions, and checks no token. */
async function reachable(t: TestContext): Promise<Record<string, string | undefined>> {
  const server = createServer((request, response) => {
    if (request.url === '/rtc/v1') response.writeHead(400).end();
    else response.setHeader('Content-Type', 'application/json').end('{"rooms":[]}');
  });
  server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  // An issuer that is no address has no discovery document to look for.
  return environment({
    LIVEKIT_WS_URL: `ws://${address}`,
    LIVEKIT_API_URL: `http://${address}`,
    AUTH_ISSUER: 'host',
  });
}

describe('voice-room-server doctor', () => {
  it('exits 0 without faults, and tells of the token on standard input', async (t) => {
    const env = await reachable(t);
    const { status, out, err } = await doctor(
      ['--channel', 'general'],
      env,
      `${await sign({ iss: 'host' })}\n`,
    );
    assert.equal(status, 0, out);
    assert.equal(err, '');
    assert.match(out, /^Settings\n {2}ok {7}The environment variables are sound\.\n/);
    assert.match(out, /\n {2}ok {7}The token is accepted: "user-1", shown as "Ada" with no picture\.\n/);
    assert.match(out, /Channel "general" opens, with the role speaker/);
    assert.match(out, /\n\n0 faults, 0 warnings\.\n$/);
    assert.doesNotMatch(out, /\p{Cc}(?<!\n)/u);
  });

  it('does not wait for a token on a pipe that nobody writes to', { timeout: 20_000 }, async (t) => {
    const { status, out } = await doctor([], await reachable(t), null);
    assert.equal(status, 0, out);
    assert.match(out, / - {8}No sample token was given/);
  });

  it('exits 1 with faults, and prints them as JSON', async () => {
    const { status, out } = await doctor(['--json'], environment({ AUTH_SECRET: 'short', PORT: 'x' }));
    assert.equal(status, 1);
    const { ok, faults, findings } = JSON.parse(out) as { ok: boolean; faults: number; findings: object[] };
    assert.deepEqual([ok, faults, findings.length], [false, 2, 3]);
    assert.ok(JSON.stringify(findings[0]).includes('AUTH_SECRET: Set a random one'));
  });

  it('refuses a token on the command line and wrong arguments without repeating them, and exits 2', async () => {
    const token = await sign();
    for (const args of [
      [token],
      ['--token', token],
      [`--tokn=${token}`],
      ['--url', token],
      ['--channel'],
      ['--url', 'ftp://a'],
    ]) {
      const { status, out, err } = await doctor(args, environment());
      assert.deepEqual([status, out], [2, ''], args.join(' ').slice(0, 12));
      assert.match(err, /^voice-room-server doctor: .+\n$/);
      assert.ok(!err.includes(token));
    }
  });

  it('has --help of its own', async () => {
    const { status, out } = await doctor(['--help'], {});
    assert.equal(status, 0);
    assert.match(out, /^voice-room-server doctor: .*\n\nUsage: /);
  });
});
