// The container recipe: its facts, and the packed server under its conditions, by the kernel's own means where there is no Docker.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { environment } from '../testing/host-app.ts';

const PACKAGE = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, PACKAGE), 'utf8');
/** Instructions with their continued lines joined. */
const instructions = read('Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));
const argument = (name: string): string =>
  instructions.findLast((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
const imageEnv = Object.fromEntries(
  argument('ENV')
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);

/** Makes everything read-only in a mount namespace of its own, then becomes the image's user without any privilege. */
const CONFINE = `
  mount --make-rprivate /
  cut -d' ' -f2 /proc/self/mounts | sort -u | while read -r place; do mount -o remount,bind,ro "$place" 2>/dev/null; done
  user="$1"; shift
  exec setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"`;
const confined = (...args: string[]) => [
  '-m',
  'sh',
  '-c',
  CONFINE,
  'sh',
  argument('USER').split(':')[0] ?? '',
  ...args,
];

/** Why this machine cannot show it, or false. */
function cannotConfine(): string | false {
  if (process.platform !== 'linux') return 'not checked: a read-only root needs Linux';
  if (process.getuid?.() !== 0) return 'not checked: a mount namespace needs root';
  try {
    execFileSync('unshare', ['-m', 'setpriv', '--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'not checked: this machine allows no mount namespace, or has no unshare or setpriv';
  }
}

/** Runs npm, offline where it can. Returns its output. */
function npm(args: readonly string[], cwd: string): string {
  try {
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    return execFileSync('npm', [...args, ...quiet], { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new Error(
      `npm ${args[0]} failed. It needs the package registry, or a cache that has the dependencies already.\n${stderr ?? ''}`,
      { cause: error },
    );
  }
}

/** Packs the package and installs it into `folder` as the Dockerfile does. Returns the path of its command. */
function installPacked(folder: string): string {
  npm(['pack', '--ignore-scripts', '--pack-destination', folder], fileURLToPath(PACKAGE));
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  assert.ok(tarball, 'npm pack made a tarball');
  // In place of `--global`, which would change the machine.
  const place = ['--prefix', folder, '--omit=dev', '--ignore-scripts'];
  npm(['install', ...place, join(folder, tarball)], folder);
  const command = join(folder, 'node_modules/@voice-room/server/dist/cli/main.js');
  assert.ok(existsSync(command), 'the package has its command; is the server built?');
  return command;
}

async function run(t: TestContext, main: string) {
  const env = environment({ PATH: process.env['PATH'], ...imageEnv, PORT: '0', ADMIN_PORT: '0' });
  const child = spawn('unshare', confined(process.execPath, main), { env, cwd: '/' });
  t.after(() => child.kill('SIGKILL'));
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const urls: Record<string, URL> = {};
  for await (const line of createInterface(child.stdout)) {
    const { event = '', url } = JSON.parse(line) as { event?: string; url?: string };
    if (url !== undefined) urls[event] = new URL(url);
    if (event === 'metrics') break;
  }
  const { listening, metrics } = urls;
  assert.ok(listening && metrics, errors);
  return { child, listening, metrics };
}

describe('the container recipe', () => {
  it('runs as a numbered user that is not root, without a shell, and lets Docker ask for its health', () => {
    assert.match(argument('USER'), /^[1-9]\d*:[1-9]\d*$/);
    assert.deepEqual(JSON.parse(argument('ENTRYPOINT')), [
      'node',
      '/usr/local/lib/node_modules/@voice-room/server/dist/cli/main.js',
    ]);
    const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> };
    assert.equal(bin['voice-room-server'], './dist/cli/main.js');
    assert.deepEqual([imageEnv['HOST'], imageEnv['ADMIN_HOST']], ['0.0.0.0', '0.0.0.0']);
    assert.equal(argument('EXPOSE'), `${imageEnv['PORT']} ${imageEnv['ADMIN_PORT']}`);
    assert.ok(
      instructions.findIndex((line) => line.startsWith('USER')) >
        instructions.findIndex((line) => line.startsWith('RUN')),
    );
    for (const secret of ['SECRET', 'KEY', 'TOKEN'])
      assert.ok(!argument('ENV').includes(secret), 'no secret is built in');
  });

  it('is composed without anything writable or privileged', () => {
    const compose = read('compose.yaml');
    for (const line of [
      'read_only: true',
      'cap_drop: [ALL]',
      'no-new-privileges:true',
      '_FILE: /run/secrets/',
    ])
      assert.ok(compose.includes(line), line);
    assert.doesNotMatch(compose, /privileged: true|9464:|tmpfs:|cap_add/);
  });
});

describe('under the conditions of the container', { skip: cannotConfine(), timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'voice-room-container-'));
  let main: string;
  before(() => {
    // The image's user reads it.
    chmodSync(folder, 0o755);
    main = installPacked(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('nothing can be written', async () => {
    const places = ['/', '/tmp', fileURLToPath(PACKAGE), '/usr/local'];
    const probe = `
      const { writeFileSync } = require('node:fs');
      const kept = ${JSON.stringify(places)}.filter((place) => {
        try { writeFileSync(place + '/voice-room-probe', ''); return false; } catch { return true; }
      });
      console.log(process.getuid(), kept.length);`;
    const out = execFileSync('unshare', confined(process.execPath, '-e', probe), { cwd: '/' });
    assert.equal(String(out).trim(), `1000 ${places.length}`);
  });

  it('the packed and installed server starts, is healthy, answers on every address, and ends on SIGTERM', async (t) => {
    const { child, listening, metrics } = await run(t, main);
    // Only a server on all addresses answers on this one.
    const answer = await fetch(`http://127.0.0.2:${listening.port}/readyz`);
    assert.equal(answer.status, 200);
    assert.equal((await fetch(`http://127.0.0.2:${metrics.port}/metrics`)).status, 200);
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    assert.match(status, /^Uid:\t1000\t1000\t1000\t1000$/m);
    assert.match(status, /^NoNewPrivs:\t1$/m);
    assert.match(status, /^CapBnd:\t0+$/m);

    const [command = '', ...args] = JSON.parse(
      /CMD (\[.*\])/.exec(argument('HEALTHCHECK'))?.[1] ?? '[]',
    ) as string[];
    assert.equal(command, 'node');
    const healthy = (port: string) =>
      new Promise<number>((resolve) => {
        const env = { ...process.env, PORT: port };
        execFile(process.execPath, args, { env }, (error) => resolve(error === null ? 0 : 1));
      });
    assert.equal(await healthy(listening.port), 0);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(await healthy(listening.port), 1);
  });
});
