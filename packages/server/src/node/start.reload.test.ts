// A configuration that changes while the server runs: nothing is dropped, counts stay, and a bad one changes nothing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from '../testing/eventually.ts';
import { AUDIENCE, LIVEKIT_KEY, LIVEKIT_SECRET, sign } from '../testing/host-app.ts';
import { parseMetrics } from '../testing/parse-metrics.ts';
import { emptyRooms, listening, startForTest } from '../testing/started-server.ts';
import { send } from '../testing/token-client.ts';
import { startServer } from './start.ts';

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const WATCH = { interval: 20, quiet: 20 };
/** For tests that ask for each reading themselves. */
const UNWATCHED = { interval: 3_600_000, quiet: 20 };
const [FIRST, SECOND] = ['first-'.padEnd(40, 'Zc8rQ2vXw5nKt1u'), 'second-'.padEnd(40, 'Hq4wE8rTy2uIo6p')];

const tokenOf = (secret: string) => sign({ iss: 'partner' }, { key: new TextEncoder().encode(secret) });

/** A configuration file with one tenant, whose secret is in a file beside it. */
async function configured(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-reload-'));
  t.after(() => rm(folder, { recursive: true }));
  const apiUrl = await listening(t, emptyRooms());
  const path = join(folder, 'config.json');
  const file = (subject: string, origin = 'https://acme.example'): string =>
    JSON.stringify({
      tenants: [
        {
          id: 'acme',
          livekit: { url: 'wss://acme.example', apiUrl, apiKey: LIVEKIT_KEY, apiSecret: { env: 'PROJECT' } },
          origins: [origin],
          channelAccess: 'all',
          limits: { subject, tenant: 'off' },
        },
      ],
      issuers: [
        {
          issuer: 'partner',
          audience: AUDIENCE,
          secrets: [{ file: join(folder, 'secret') }],
          algorithms: ['HS256'],
          tenant: 'acme',
        },
      ],
    });
  /** Replaces a file as a careful writer does. */
  const put = async (name: string, text: string): Promise<void> => {
    await writeFile(join(folder, 'next'), text);
    await rename(join(folder, 'next'), join(folder, name));
  };
  await put('secret', FIRST);
  await put('config.json', file('off'));
  const env = {
    VOICE_ROOM_CONFIG: path,
    PROJECT: LIVEKIT_SECRET,
    PORT: '0',
    ADMIN_PORT: '0',
    RATE_LIMIT_ADDRESS: 'off',
  };
  return { folder, path, file, put, env };
}

async function started(t: TestContext, watch = WATCH) {
  const setup = await configured(t);
  const unset = Object.fromEntries(
    [
      'LIVEKIT_API_KEY',
      'LIVEKIT_API_SECRET',
      'LIVEKIT_WS_URL',
      'LIVEKIT_API_URL',
      'AUTH_ISSUER',
      'AUTH_AUDIENCE',
    ].map((name) => [name, undefined]),
  );
  const running = await startForTest(t, { ...unset, AUTH_SECRET: undefined, ...setup.env }, { watch });
  return { ...setup, ...running };
}

describe('a configuration that changes', () => {
  it('is taken over twenty times under load without a failed request', { timeout: 30_000 }, async (t) => {
    const { server, request, file, put, metrics } = await started(t, UNWATCHED);
    const token = await tokenOf(FIRST);
    let reloading = true;
    const statuses: number[] = [];
    const one = async (): Promise<void> => {
      while (reloading) statuses.push((await send(request, { token })).status);
    };
    const load = Promise.all(Array.from({ length: 20 }, one));
    for (let round = 0; round < 20; round += 1) {
      await put('config.json', file('off', `https://round-${round}.example`));
      assert.equal(await server.reload(), 'applied');
      const before = statuses.length;
      await eventually('requests in between', () => statuses.length > before + 10);
    }
    reloading = false;
    await load;
    assert.ok(statuses.length >= 200);
    assert.deepEqual([...new Set(statuses)], [201]);
    const { value } = parseMetrics(await metrics());
    assert.equal(value('voice_room_config_reloads_total', { outcome: 'applied' }), 20);
    const headers = { Origin: 'https://round-19.example' };
    assert.equal((await send(request, { token, headers })).status, 201);
    assert.equal(
      (await send(request, { token, headers: { Origin: 'https://round-18.example' } })).status,
      403,
    );
  });

  it('keeps the counts of limits that are unchanged, and begins anew for others', async (t) => {
    const { server, request, file, put } = await started(t, UNWATCHED);
    const token = await tokenOf(FIRST);
    const status = async () => (await send(request, { token })).status;
    await put('config.json', file('1/60'));
    await server.reload();
    assert.deepEqual([await status(), await status()], [201, 429]);
    await put('config.json', file('1/60', 'https://other.example'));
    assert.equal(await server.reload(), 'applied');
    assert.equal(await status(), 429);
    await put('config.json', file('2/60', 'https://other.example'));
    await server.reload();
    assert.equal(await status(), 201);
  });

  it('stays as it was where the new one is bad, and every fault is told with its line', async (t) => {
    const { server, request, put, file, metrics, reasons } = await started(t);
    const token = await tokenOf(FIRST);
    const value = async () => parseMetrics(await metrics()).value;
    await put('config.json', `{\n  "tenants": 7,\n  "issuer": []\n}`);
    await eventually('the refusal', () => reasons('config-refused').length >= 2);
    for (const line of [2, 3])
      assert.ok(
        reasons('config-refused').some((reason) => reason.includes(`config.json:${line} `)),
        reasons('config-refused').join('\n'),
      );
    assert.equal((await send(request, { token })).status, 201);
    assert.equal((await value())('voice_room_config_last_reload_successful'), 0);
    assert.equal(await server.reload(), 'refused');
    await put('config.json', file('off'));
    await eventually(
      'the sound one',
      async () => (await value())('voice_room_config_last_reload_successful') === 1,
    );
    assert.equal((await send(request, { token })).status, 201);
  });

  it('is not read while it is being written', { timeout: 20_000 }, async (t) => {
    // Quiet for much longer than the writer below ever pauses, also on a busy machine.
    const { path, file, reasons } = await started(t, { interval: 20, quiet: 250 });
    const text = file('5/60');
    const pieces = Array.from({ length: 10 }, (_, at) =>
      text.slice(0, Math.ceil((text.length * (at + 1)) / 10)),
    );
    const handle = setInterval(() => {
      const piece = pieces.shift();
      if (piece !== undefined) void writeFile(path, piece);
    }, 5);
    t.after(() => clearInterval(handle));
    await eventually('the finished file', () => reasons('config-reloaded').length === 1);
    assert.deepEqual(reasons('config-refused'), []);
  });

  it('is seen where only a secret is rotated, behind a symbolic link, too', async (t) => {
    const { folder, put, request, reasons } = await started(t);
    const [old, young] = [await tokenOf(FIRST), await tokenOf(SECOND)];
    const status = async (token: string) => (await send(request, { token })).status;
    assert.deepEqual([await status(old), await status(young)], [201, 401]);
    await writeFile(join(folder, 'rotated'), SECOND);
    await symlink(join(folder, 'rotated'), join(folder, 'link'));
    await rename(join(folder, 'link'), join(folder, 'secret'));
    await eventually('the rotation', () => reasons('config-reloaded').length === 1);
    assert.deepEqual([await status(old), await status(young)], [401, 201]);
    await put('rotated', FIRST);
    await eventually('the rotation back', () => reasons('config-reloaded').length === 2);
    assert.equal(await status(old), 201);
    assert.ok(!JSON.stringify(reasons('config-reloaded')).includes(FIRST));
  });

  it('is refused while a file of it is missing, and taken when the file comes', async (t) => {
    const { folder, file, put, reasons } = await started(t);
    const later = join(folder, 'later');
    await put('config.json', file('off').replace(join(folder, 'secret'), later));
    await eventually('the refusal', () => reasons('config-refused').length > 0);
    await put('later', SECOND);
    await eventually('the file', () => reasons('config-reloaded').length === 1);
  });

  it('needs a restart for what the process itself is set up by, and says so', async (t) => {
    const { folder, env } = await configured(t);
    const redis = join(folder, 'redis');
    await writeFile(redis, 'redis://127.0.0.1:9/0');
    const reasons: string[] = [];
    const server = await startServer({
      env: { ...env, REDIS_URL_FILE: redis },
      log: (entry) =>
        void ('event' in entry && entry.event === 'warning' && reasons.push(entry.reason ?? '')),
    });
    t.after(() => server.close());
    await writeFile(redis, 'redis://127.0.0.1:9/1');
    assert.equal(await server.reload(), 'applied');
    assert.deepEqual(reasons, ['REDIS_URL changed; restart the server to use the new value']);
  });

  it(
    'is read again by the real process on SIGHUP, which then still ends on SIGTERM',
    { timeout: 20_000 },
    async (t) => {
      const { env, file, put } = await configured(t);
      const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], ...env } });
      t.after(() => child.kill('SIGKILL'));
      const events: string[] = [];
      createInterface(child.stdout).on('line', (line) => {
        events.push((JSON.parse(line) as { event?: string }).event ?? '');
      });
      await eventually('the start', () => events.includes('metrics'));
      child.kill('SIGHUP');
      await eventually('the first reading', () => events.includes('config-unchanged'));
      await put('config.json', file('3/60'));
      child.kill('SIGHUP');
      await eventually('the second', () => events.includes('config-reloaded'));
      child.kill('SIGTERM');
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    },
  );
});
