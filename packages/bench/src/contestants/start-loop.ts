// Starts the loop of `crypto-loop.ts` on the measured core and asks it for rounds.
import { fileURLToPath } from 'node:url';
import { startChild } from '@voice-room/dev-stack/process/start-child.ts';
import { SERVER_CORE, pinned } from '../machine/pinned.ts';
import type { LoopResult } from './crypto-loop.ts';

const file = fileURLToPath(new URL('./crypto-loop.ts', import.meta.url));

/** A loop that waits for rounds. */
export interface Loop {
  run(seconds: number): Promise<LoopResult>;
  stop(): Promise<void>;
}

/** Starts the loop with `env`. Rejects where it ends before it is ready. */
export async function startLoop(env: NodeJS.ProcessEnv): Promise<Loop> {
  const [command, args] = pinned(SERVER_CORE, process.execPath, [file]);
  const messages: ((message: unknown) => void)[] = [];
  const next = (): Promise<unknown> => new Promise((resolve) => messages.push(resolve));
  const ready = next();
  const child = await startChild({
    command,
    args,
    env: { PATH: process.env['PATH'], ...env },
    output: 2,
    onMessage: (message) => messages.shift()?.(message),
  });
  const gone = child.ended.then(() => {
    throw new Error('the loop of cryptography ended by itself');
  });
  gone.catch(() => {}); // told to whoever waits for a round; a loop that was stopped ends without anybody waiting
  await Promise.race([ready, gone]);
  return {
    run: async (seconds) => {
      const result = next();
      child.send({ seconds });
      return (await Promise.race([result, gone])) as LoopResult;
    },
    stop: () => child.stop(),
  };
}
