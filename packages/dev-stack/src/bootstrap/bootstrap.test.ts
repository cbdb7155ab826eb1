// The way from a bare checkout to a running command, in a small checkout of the test's own, with the real npm.
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../process/eventually.ts';
import { isRunning } from '../process/is-running.ts';

const ours = fileURLToPath(new URL('../../', import.meta.url));
let checkout = '';
let bin = '';

/** A command that prints its arguments; or ends with a status; or prints its process id and runs. */
const command = `
const args: string[] = process.argv.slice(2);
if (args[0] === 'exit') process.exit(Number(args[1]));
if (args[0] === 'run') {
  process.on('SIGTERM', () => process.exit(12));
  console.log(process.pid);
  setInterval(() => {}, 1000);
} else console.log(JSON.stringify({ args, node: process.versions.node }));
`;

const lockOf = (packages: object) =>
  JSON.stringify({ name: 'a', lockfileVersion: 3, requires: true, packages });
const emptyLock = lockOf({ '': { name: 'a' } });

before(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'voice-room-checkout-'));
  const dev = join(checkout, 'packages/dev-stack');
  bin = join(dev, 'bin/voice-room-dev.mjs');
  await mkdir(join(dev, 'src/commands'), { recursive: true });
  for (const part of ['bin', 'src/bootstrap', 'src/process']) {
    await cp(join(ours, part), join(dev, part), { recursive: true });
  }
  await writeFile(join(dev, 'src/commands/show.ts'), command);
  await writeFile(join(checkout, 'package.json'), '{"name":"a","type":"module"}');
  await writeFile(join(checkout, 'package-lock.json'), emptyLock);
});
after(() => rm(checkout, { recursive: true }));

/** Nothing may come from a registry here: what npm asks for goes to a port where nobody listens. */
const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };
const run = (args: string[], nodeArgs: string[] = []) =>
  spawnSync(process.execPath, [...nodeArgs, bin, ...args], { encoding: 'utf8', env });

const stamp = () => readFile(join(checkout, 'node_modules/.voice-room-install'), 'utf8');

describe('a bare checkout', () => {
  it('is installed by the first command, which then runs with its arguments', async () => {
    const { status, stdout } = run(['show', '--port', '1']);
    assert.equal(status, 0);
    const { args, node } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      args: string[];
      node: string;
    };
    assert.deepEqual(args, ['--port', '1']);
    assert.match(node, /^24\./);
    assert.match(await stamp(), /^[0-9a-f]{64} /);
  });

  it('is not installed again while the lock file is the same', async () => {
    const marker = join(checkout, 'node_modules/marker');
    await writeFile(marker, ''); // npm ci would remove it
    assert.equal(run(['show']).status, 0);
    await readFile(marker);
  });

  it('is not installed again where npm was run by hand and did all that the lock file asks', async () => {
    const lock = lockOf({ '': { name: 'a' }, 'node_modules/b': { version: '1.0.0', integrity: 'sha512-x' } });
    await writeFile(join(checkout, 'package-lock.json'), lock);
    await writeFile(join(checkout, 'node_modules/.package-lock.json'), lock);
    assert.equal(run(['show']).status, 0);
    await readFile(join(checkout, 'node_modules/marker'));
  });

  it('that cannot be installed says what npm said and what to run', async () => {
    const needs = { name: 'a', type: 'module', dependencies: { c: '1.0.0' } };
    const c = { version: '1.0.0', resolved: 'http://127.0.0.1:9/c.tgz', integrity: 'sha512-eA==' };
    await writeFile(join(checkout, 'package.json'), JSON.stringify(needs));
    await writeFile(join(checkout, 'package-lock.json'), lockOf({ '': needs, 'node_modules/c': c }));
    const { status, stderr } = run(['show']);
    assert.equal(status, 1);
    assert.match(stderr, /npm error[^]*could not be installed[^]*cd .* && npm ci/);
    assert.equal(run(['show']).status, 1, 'a failed install is tried again');
  });

  it('is installed at the next command after that', async () => {
    await writeFile(join(checkout, 'package.json'), '{"name":"a","type":"module"}');
    await writeFile(join(checkout, 'package-lock.json'), emptyLock);
    assert.equal(run(['show']).status, 0);
  });
});

describe('the command line', () => {
  it('tells the names of the commands', () => {
    const { status, stderr } = run(['shwo']);
    assert.equal(status, 1);
    assert.match(stderr, /no command "shwo"; there are: show/);
    assert.equal(run([]).status, 1);
    assert.equal(run(['../commands/show']).status, 1);
  });

  it('refuses an old Node with one sentence', async () => {
    const pretend = join(checkout, 'old-node.mjs');
    const versions = `{ ...process.versions, node: '18.20.4' }`;
    await writeFile(pretend, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
    const { status, stderr } = run(['show'], ['--import', pretend]);
    assert.equal(status, 1);
    assert.match(stderr, /^voice-room needs Node 20\.19 or newer, and this is Node 18\.20\.4\..*\n$/);
  });

  it('ends with the exit status of the command', () => {
    assert.equal(run(['show', 'exit', '7']).status, 7);
  });
});

describe('a running command', () => {
  async function start(): Promise<{ launcher: ChildProcess; pid: number }> {
    const launcher = spawn(process.execPath, [bin, 'show', 'run'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return { launcher, pid: await firstNumber(launcher.stdout) };
  }

  it('gets SIGTERM, SIGHUP and, without a terminal, SIGINT', async () => {
    const { launcher } = await start();
    const ended = new Promise((resolve) => launcher.once('exit', (code) => resolve(code)));
    launcher.kill('SIGTERM');
    assert.equal(await ended, 12);
    for (const [signal, status] of [
      ['SIGHUP', 129],
      ['SIGINT', 130],
    ] as const) {
      const { launcher: other } = await start();
      const end = new Promise((resolve) => other.once('exit', (code) => resolve(code)));
      other.kill(signal);
      assert.equal(await end, status);
    }
  });

  it('ends when its launcher is killed', async () => {
    const { launcher, pid } = await start();
    launcher.kill('SIGKILL');
    await eventually('the end of the command', () => !isRunning(pid));
  });

  it('ends when the shell above its launcher is killed, as npm leaves it behind', async () => {
    const line = `"${process.execPath}" "${bin}" show run; true`;
    const shell = spawn('sh', ['-c', line], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await firstNumber(shell.stdout);
    shell.kill('SIGKILL');
    await eventually('the end of the command', () => !isRunning(pid));
  });
});

async function firstNumber(output: Readable): Promise<number> {
  for await (const line of createInterface({ input: output })) return Number(line);
  throw new Error('the command said nothing');
}
