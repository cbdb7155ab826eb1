// Starts a server on the measured core and tells what it has cost; it does not know what the server is.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '@voice-room/dev-stack/process/free-ports.ts';
import { startService } from '@voice-room/dev-stack/process/start-service.ts';
import { SERVER_CORE, pinned } from '../machine/pinned.ts';
import { processorTime } from '../machine/processor-time.ts';

/** What to start. */
export interface ContestantOptions {
  readonly name: string;
  /** The path of a JavaScript or TypeScript file. */
  readonly file: string;
  /** Arguments for Node before the file. */
  readonly nodeArgs?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The path that is answered with 200 or 201 when the server is up. */
  readonly healthPath: string;
}

/** A server that answers. */
export interface Contestant {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** Microseconds of processor time since the start. */
  cost(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server under this Node, with nothing of this shell's environment but `PATH`. */
export async function startContestant(options: ContestantOptions): Promise<Contestant> {
  const { name, file, nodeArgs = [], env, healthPath } = options;
  const [port = 0] = await findFreePorts(1);
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-bench-'));
  const [command, args] = pinned(SERVER_CORE, process.execPath, [...nodeArgs, file]);
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name,
    command,
    args,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
    healthUrl: `${url}${healthPath}`,
    logFile: join(folder, 'server.log'),
  });
  return {
    name,
    url,
    pid: service.pid,
    cost: () => processorTime(service.pid),
    stop: async () => {
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
