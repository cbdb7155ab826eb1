// Times a program from its start to its first answer; it does not know the program.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePorts } from '@voice-room/dev-stack/process/free-ports.ts';
import { SERVER_CORE, pinned } from '../machine/pinned.ts';

/** Milliseconds between two attempts to ask. */
const LOOK = 2;
/** Milliseconds after which a start has failed. */
const PATIENCE = 20_000;

/** Milliseconds from the start of `node FILE` to its first answer with 200 at `path`, on the measured core. */
export async function timeStart(file: string, path: string, env: NodeJS.ProcessEnv): Promise<number> {
  const [port = 0] = await findFreePorts(1);
  const [command, args] = pinned(SERVER_CORE, process.execPath, [file]);
  const started = performance.now();
  const child = spawn(command, args, {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
  });
  try {
    while (performance.now() - started < PATIENCE) {
      if (child.exitCode !== null) throw new Error(`${file} ended with status ${child.exitCode}`);
      if ((await statusOf(`http://127.0.0.1:${port}${path}`)) === 200) return performance.now() - started;
      await delay(LOOK);
    }
    throw new Error(`${file} did not answer`);
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', () => resolve(undefined));
  });
}
