// The container recipe: its facts, and the packed server under its conditions, by the kernel's own means where there is no Docker.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config/read-config.ts';
import { LIVEKIT_SECRET, environment } from '../testing/host-app.ts';

const PACKAGE = new URL('../../', import.meta.url);
const REPOSITORY = new URL('../../', PACKAGE);
const read = (name: string) => readFileSync(new URL(name, PACKAGE), 'utf8');
/** Instructions with their continued lines joined. */
const instructions = read('Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));
/** What stands behind an instruction, of several by default the last. */
const argument = (name: string, at = -1): string =>
  instructions
    .filter((line) => line.startsWith(`${name} `))
    .at(at)
    ?.slice(name.length + 1) ?? '';
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

/** Runs `command`, which is or has a shell line of npm, offline where it can. */
function npm(command: string, cwd: string, more: Readonly<Record<string, string>> = {}): void {
  const quiet = { npm_config_prefer_offline: 'true', npm_config_loglevel: 'error' };
  try {
    execFileSync('sh', ['-ec', command], { cwd, stdio: 'pipe', env: { ...process.env, ...quiet, ...more } });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: unknown };
    throw new Error(
      `npm failed. It needs the package registry, or a cache that has the dependencies already.\n${String(stderr)}`,
      { cause: error },
    );
  }
}

/** Packs as the Dockerfile tells, and installs by its own lines, with `folder` in place of the image's root. Returns its command. */
function installPacked(folder: string): string {
  const context = join(folder, 'packages');
  mkdirSync(context);
  const told = /^# +(npm pack .*) packages\/server$/m.exec(read('Dockerfile'))?.[1];
  assert.ok(told, 'the Dockerfile says how to pack');
  npm(`${told} ${context} --ignore-scripts`, fileURLToPath(REPOSITORY));
  assert.equal(argument('COPY', 0), 'package.json *.tgz ./');
  copyFileSync(new URL('package.json', PACKAGE), join(context, 'package.json'));

  const [place = '', packages = ''] = [
    /--prefix (\S+)/.exec(argument('RUN'))?.[1],
    argument('ARG').split('=')[1],
  ];
  const image = join(folder, 'image');
  const steps = argument('RUN').replaceAll(place, image);
  assert.ok(
    place.startsWith('/') && !/ \//.test(steps.replaceAll(image, '.')),
    'nothing else of this machine is touched',
  );
  npm(steps, context, { PACKAGES: packages });

  const [from, to] = argument('COPY').split(' ').slice(1);
  assert.equal(from, `${place}/lib/node_modules`);
  const [, main = ''] = JSON.parse(argument('ENTRYPOINT')) as string[];
  const command = main.replace(String(to), join(image, 'lib/node_modules'));
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

  it('is composed of sound settings, with the secret where the file of it appears', async () => {
    const compose = read('compose.yaml');
    const block = /^ {4}environment:\n((?: {6}.*\n)+)/m.exec(compose)?.[1] ?? '';
    const settings = Object.fromEntries(
      [...block.matchAll(/^ {6}([A-Z_]+): '?(.*?)'?$/gm)].map(([, name, value]) => [name, value] as const),
    ) as Record<string, string>;
    const secret = /^secrets:\n {2}(\w+):$/m.exec(compose)?.[1];
    assert.equal(settings['LIVEKIT_API_SECRET_FILE'], `/run/secrets/${secret}`);
    const config = await readConfig(settings, () => LIVEKIT_SECRET);
    assert.deepEqual([config.issuers.length, config.warnings], [1, []]);
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

  it('the package has what the image and its composition are made of', () => {
    for (const name of ['Dockerfile', 'compose.yaml', 'package.json'])
      assert.ok(existsSync(join(dirname(main), '../..', name)), name);
  });

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
    const script = await fetch(new URL('/voice-room.js', listening));
    assert.deepEqual(
      [script.status, script.headers.get('Content-Type')],
      [200, 'text/javascript; charset=utf-8'],
    );
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
