// A service that comes up, falls over and comes back, shown with a real process.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findFreePorts, isPortFree } from './free-ports.ts';
import { isRunning } from './is-running.ts';
import { startService } from './start-service.ts';
import { untilHealthy } from './until-healthy.ts';

let folder = '';
let port = 0;
let logFile = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-room-service-'));
  logFile = join(folder, 'service.log');
  [port = 0] = await findFreePorts(1);
});
after(() => rm(folder, { recursive: true }));

const serviceOf = (code: string) =>
  startService({
    name: 'the service',
    command: process.execPath,
    args: ['-e', code],
    healthUrl: `http://127.0.0.1:${port}/`,
    logFile,
  });

const answering = () => `
  console.log('here I am');
  require('http').createServer((_, answer) => answer.end('ok')).listen(${port}, '127.0.0.1');
`;

describe('a service', () => {
  it('answers when it is started, after a crash and a restart, and leaves its port when it is stopped', async () => {
    const service = await serviceOf(answering());
    const first = service.pid;
    await service.kill();
    assert.deepEqual(await service.ended, { code: null, signal: 'SIGKILL' });
    await service.restart();
    assert.notEqual(service.pid, first);
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'ok');
    await service.stop();
    await service.stop();
    assert.ok(!isRunning(service.pid));
    assert.ok(await isPortFree(port));
    assert.equal(await readFile(logFile, 'utf8'), 'here I am\nhere I am\n');
  });

  it('that ends before it answers is told of with the end of its log', async () => {
    await assert.rejects(serviceOf('console.error("no key"); process.exit(9)'), {
      message: /the service did not start: it ended with status 9[^]*no key/,
    });
  });

  it('that never answers is given up after a time', async () => {
    const options = { name: 'the service', healthUrl: `http://127.0.0.1:${port}/`, logFile };
    const never = { ended: new Promise<never>(() => {}) };
    await assert.rejects(untilHealthy(options, never, 100), /did not start: no answer at .* within 0.1 s/);
  });
});
