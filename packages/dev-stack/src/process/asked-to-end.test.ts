// Requests to end, sent to real processes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';

const url = new URL('./asked-to-end.ts', import.meta.url).href;
const code = `
  import { askedToEnd } from ${JSON.stringify(url)};
  const timer = setInterval(() => console.log('running'), 10);
  const asked = askedToEnd();
  await asked;
  clearInterval(timer);
  process.exit(5);
`;

const start = () =>
  spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });

describe('a process is asked to end', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`by ${signal}, also when it comes twice`, async () => {
      const child = start();
      await once(child.stdout, 'data');
      child.kill(signal);
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [5, null]);
    });
  }

  it('by an output that nobody reads any more', async () => {
    const child = start();
    await once(child.stdout, 'data');
    child.stdout.destroy();
    assert.deepEqual(await once(child, 'exit'), [5, null]);
  });
});
