// Runs a child that answers over HTTP, and waits until it does; it does not know what it serves.
import { open } from 'node:fs/promises';
import { startChild, type Child, type ChildEnd } from './start-child.ts';
import { untilHealthy } from './until-healthy.ts';

/** What to run. */
export interface ServiceOptions {
  /** What people read in an error, for example `LiveKit`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment; this process's own by default. */
  readonly env?: NodeJS.ProcessEnv;
  /** The address that answers with 200 once the service is up. */
  readonly healthUrl: string;
  /** Takes everything that the service writes; appended to. */
  readonly logFile: string;
  /** How the process is ended in order; SIGTERM by default. */
  readonly end?: (child: Child) => Promise<void>;
}

/** A service that answers. */
export interface Service {
  /** The process id; another one after `restart`. */
  readonly pid: number;
  /** Settles when the present process is gone, for whatever reason; another promise after `restart`. */
  readonly ended: Promise<ChildEnd>;
  /** Ends the process in order. Twice is once. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would be; `restart` brings it back. */
  kill(): Promise<void>;
  /** Ends the process if there is one, and starts it again as it was; resolves when it answers. */
  restart(): Promise<void>;
}

/**
 * Starts a service.
 *
 * @throws an Error with the end of its log where it does not come up
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { end = (child: Child) => child.stop() } = options;

  const launch = async (): Promise<Child> => {
    const log = await open(options.logFile, 'a');
    const started = startChild({ ...options, output: log.fd });
    const child = await started.finally(() => log.close());
    try {
      await untilHealthy(options, child);
      return child;
    } catch (error) {
      await child.kill();
      throw error;
    }
  };

  let child = await launch();
  return {
    get pid() {
      return child.pid;
    },
    get ended() {
      return child.ended;
    },
    stop: () => end(child),
    kill: () => child.kill(),
    restart: async () => {
      await end(child);
      child = await launch();
    },
  };
}
