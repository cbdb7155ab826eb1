// The command as a process of its own: what it prints, and how it ends.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { environment } from '../testing/host-app.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

function run(args: readonly string[], env: Record<string, string | undefined> = {}) {
  return spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...env } });
}

async function finish(child: ReturnType<typeof run>) {
  const [exit, out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { status: exit[0] as number | null, out, err };
}

describe('voice-room-server', () => {
  it('prints every fault of its settings and exits 1', async () => {
    const { status, out, err } = await finish(run([], { AUTH_SECRET: 'short', PORT: 'x' }));
    assert.equal(status, 1);
    assert.equal(out, '');
    const lines = err.trimEnd().split('\n');
    assert.equal(lines[0], 'voice-room-server cannot start: 7 settings are wrong.');
    for (const name of [
      'AUTH_SECRET',
      'PORT',
      'LIVEKIT_API_KEY',
      'LIVEKIT_API_SECRET',
      'LIVEKIT_WS_URL',
      'AUTH_ISSUER',
      'AUTH_AUDIENCE',
    ]) {
      assert.equal(lines.filter((line) => line.startsWith(`  ${name} `)).length, 1, name);
    }
    assert.equal(lines.length, 8);
  });

  it('says in one line that its port is taken, and exits 1', async (t) => {
    const first = run([], environment());
    t.after(() => first.kill('SIGKILL'));
    const [line] = (await once(first.stdout, 'data')) as [Buffer];
    const { port } = new URL((JSON.parse(String(line).split('\n')[0] ?? '') as { url: string }).url);
    const { status, err } = await finish(run([], environment({ PORT: port })));
    assert.equal(status, 1);
    assert.match(
      err,
      /^voice-room-server cannot start: 127\.0\.0\.1:\d+ is in use by another program\..*\n$/,
    );
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends with 0 on ${signal}, and its log holds no secret`, { timeout: 10_000 }, async () => {
      const env = environment();
      const child = run([], env);
      child.stdout.once('data', () => child.kill(signal));
      const { status, out, err } = await finish(child);
      assert.deepEqual([status, err], [0, '']);
      const events = out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { event?: string }).event);
      assert.equal(events[0], 'listening');
      assert.ok(events.includes('stopping'));
      assert.ok(
        !out.includes(String(env['AUTH_SECRET'])) && !out.includes(String(env['LIVEKIT_API_SECRET'])),
      );
    });
  }

  it('says in one sentence that it needs a newer Node where this one is too old, and exits 1', async () => {
    const { engines } = JSON.parse(
      await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { engines: { node: string } };
    const oldest = engines.node.replace('>=', '');
    for (const old of ['18.20.8', '20.19.0', '22.0.0']) {
      const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${old}' } })`;
      const NODE_OPTIONS = `--import "data:text/javascript,${encodeURIComponent(pretend)}"`;
      const { status, out, err } = await finish(run([], environment({ NODE_OPTIONS })));
      assert.deepEqual([status, out], [1, '']);
      const sentence = `voice-room-server needs Node ${oldest} or newer, and this is Node ${old}. Install a newer one from https://nodejs.org.\n`;
      assert.equal(err, sentence);
    }
  });

  it('loads nothing before it knows that', async () => {
    const source = await readFile(MAIN, 'utf8');
    assert.doesNotMatch(source, /^import /m);
  });

  it('has --help and --version, and exits 2 on an unknown command', async () => {
    assert.match((await finish(run(['--help']))).out, /^voice-room-server: .*\n\nUsage: /);
    assert.match((await finish(run(['--version']))).out, /^\d+\.\d+\.\d+\n$/);
    const { status, err } = await finish(run(['physician']));
    assert.equal(status, 2);
    assert.match(err, /unknown command "physician"/);
  });
});
