// Children that must not outlive their parent, shown with real processes.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { eventually } from './eventually.ts';
import { isRunning } from './is-running.ts';
import { startChild, type Child } from './start-child.ts';

const startChildUrl = new URL('./start-child.ts', import.meta.url).href;

/** A child that ignores SIGTERM and has a child of its own; tells both ids to whoever listens. */
const stubbornFamily = `
  import { spawn } from 'node:child_process';
  process.on('SIGTERM', () => {});
  const inner = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)']);
  process.send({ family: [process.pid, inner.pid] });
  setInterval(() => {}, 1000);
`;
const familyArgs = ['--input-type=module', '-e', stubbornFamily];

const parents: ChildProcess[] = [];
after(() => parents.forEach((parent) => parent.kill('SIGKILL')));

/** Starts a parent that starts the family; resolves with the ids of all three. */
async function startParent(
  env: NodeJS.ProcessEnv,
  afterwards = '',
): Promise<{ parent: ChildProcess; family: number[] }> {
  const code = `
    import { startChild } from ${JSON.stringify(startChildUrl)};
    const family = await new Promise((resolve) => startChild({
      command: process.execPath,
      args: ${JSON.stringify(familyArgs)},
      onMessage: (message) => resolve(message.family),
    }));
    console.log(JSON.stringify(family));
    ${afterwards}
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parents.push(parent);
  for await (const line of createInterface({ input: parent.stdout })) {
    return { parent, family: JSON.parse(line) as number[] };
  }
  throw new Error('the parent said nothing');
}

const allGone = (pids: number[]) => eventually(`the end of ${pids.join()}`, () => !pids.some(isRunning));

describe('the children of a process', () => {
  it('are gone after it was killed with SIGKILL, their own children too', async () => {
    const { parent, family } = await startParent(process.env);
    assert.ok(family.every(isRunning));
    parent.kill('SIGKILL');
    await allGone(family);
  });

  it('are gone after SIGKILL also where the kernel cannot be asked for it', async () => {
    // Without setpriv on PATH, as on macOS. The command of the child is an absolute path.
    const { parent, family } = await startParent({ ...process.env, PATH: '/nowhere' });
    parent.kill('SIGKILL');
    await allGone(family);
  });

  it('are gone after it ended by itself', async () => {
    const { family } = await startParent(process.env, 'process.exit(3);');
    await allGone(family);
  });

  it('are gone after it threw', async () => {
    const { family } = await startParent(process.env, 'throw new Error("as the test wants it");');
    await allGone(family);
  });

  it('are gone after a signal that it does not handle', async () => {
    const { parent, family } = await startParent(process.env);
    parent.kill('SIGTERM');
    await allGone(family);
  });
});

describe('a child', () => {
  const startFamily = async (): Promise<{ child: Child; family: number[] }> => {
    const told = Promise.withResolvers<number[]>();
    const child = await startChild({
      command: process.execPath,
      args: familyArgs,
      onMessage: (message) => told.resolve((message as { family: number[] }).family),
    });
    return { child, family: await told.promise };
  };

  it('that ignores SIGTERM is killed after the grace, with all that it started', async () => {
    const { child, family } = await startFamily();
    await child.stop(100);
    assert.deepEqual(await child.ended, { code: null, signal: 'SIGKILL' });
    await allGone(family);
  });

  it('can be killed at once, and stopped after that', async () => {
    const { child, family } = await startFamily();
    await child.kill();
    await child.stop();
    await allGone(family);
  });

  it('tells how it ended', async () => {
    const child = await startChild({ command: process.execPath, args: ['-e', 'process.exit(4)'] });
    assert.deepEqual(await child.ended, { code: 4, signal: null });
  });

  it('does not share the terminal of its parent: it leads a group of its own', async () => {
    const { child } = await startFamily();
    assert.doesNotThrow(() => process.kill(-child.pid, 0));
    await child.kill();
  });
});
