// `npm start` from this checkout, as a person runs it and ends it.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { after, describe, it } from 'node:test';
import { eventually } from '../process/eventually.ts';
import { findFreePorts, isPortFree } from '../process/free-ports.ts';
import { isRunning } from '../process/is-running.ts';
import { descendantsOf } from '../process/descendants.ts';

const bin = fileURLToPath(new URL('../../bin/voice-room-dev.mjs', import.meta.url));
const commands: ChildProcess[] = [];
after(() => commands.forEach((command) => command.kill('SIGKILL')));

interface Run {
  readonly command: ChildProcess;
  readonly pid: number;
  readonly output: () => string;
  readonly end: Promise<number | null>;
}

/** Starts it as the leader of a group, as a terminal does. */
function run(args: readonly string[]): Run {
  const command = spawn(process.execPath, [bin, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  commands.push(command);
  let text = '';
  const take = (piece: Buffer): void => void (text += piece.toString());
  command.stdout.on('data', take);
  command.stderr.on('data', take);
  const end = new Promise<number | null>((resolve) => command.once('close', (code) => resolve(code)));
  return { command, pid: command.pid ?? 0, output: () => text, end };
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
const ready = (one: Run) =>
  eventually(
    'the ready line',
    () => {
      if (one.command.exitCode !== null) assert.fail(one.output());
      return lastLine(one.output()).startsWith('ready ');
    },
    120_000,
  );

describe('npm start', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
    it(`is ready with a page, and leaves no process and no port behind after ${signal}`, async () => {
      const [port = 0] = await findFreePorts(1);
      const one = run(['start', '--port', String(port)]);
      await ready(one);
      assert.equal(lastLine(one.output()), `ready http://localhost:${port}/`);
      assert.equal((await fetch(`http://localhost:${port}/`)).status, 200);
      const children = descendantsOf(one.pid);
      assert.ok(children.length >= 5, 'the command, LiveKit, the token server, the bots, the guardian');
      process.kill(-one.pid, signal);
      assert.equal(await one.end, signal === 'SIGKILL' ? null : 0);
      await eventually('the end of every process', () => !children.some(isRunning));
      assert.ok(await isPortFree(port));
    });
  }

  it('ends with a message when LiveKit crashes', async () => {
    const [port = 0] = await findFreePorts(1);
    const one = run(['start', '--no-bots', '--port', String(port)]);
    await ready(one);
    const livekit = descendantsOf(one.pid, 'livekit-server');
    assert.equal(livekit.length, 1);
    process.kill(livekit[0] ?? 0, 'SIGKILL');
    assert.equal(await one.end, 1);
    assert.match(one.output(), /LiveKit ended by itself \(SIGKILL\)\. The end of its log:/);
    assert.ok(await isPortFree(port));
  });

  it('says that the port is busy, and what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const one = run(['start', '--port', String(port)]);
    assert.equal(await one.end, 1);
    assert.match(
      one.output(),
      new RegExp(`Port ${port} is already in use.* npm start -- --port ${port + 1}\n$`),
    );
    server.close();
  });

  it('says which option it does not know', async () => {
    const one = run(['start', '--bot']);
    assert.equal(await one.end, 1);
    assert.match(one.output(), /Unknown option '--bot'\nUsage: npm start/);
  });
});

describe('npm run livekit', () => {
  it('prints the keys, then that it is ready, and ends with Ctrl-C', async () => {
    const [port = 0] = await findFreePorts(1);
    const one = run(['livekit', '--port', String(port)]);
    await ready(one);
    assert.match(
      one.output(),
      new RegExp(`LIVEKIT_API_KEY=\\S+\nLIVEKIT_API_SECRET=\\S+\nready ws://127.0.0.1:${port}\n$`),
    );
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
    process.kill(-one.pid, 'SIGINT');
    assert.equal(await one.end, 0);
    assert.ok(await isPortFree(port));
  });
});
