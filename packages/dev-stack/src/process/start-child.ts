// Starts a child that cannot outlive this process; it does not know what the child is for.
import { spawn } from 'node:child_process';
import { withDeathSignal } from './death-signal.ts';
import { guard, unguard } from './guard.ts';
import { groupIsAlive, signalGroup } from './process-group.ts';

/** How long `stop` waits after SIGTERM before it sends SIGKILL, in milliseconds, unless told otherwise. */
const GRACE = 5000;

/** How a child ended. */
export interface ChildEnd {
  /** Its exit status, or null after a signal. */
  readonly code: number | null;
  /** The signal that ended it, or null. */
  readonly signal: NodeJS.Signals | null;
}

/** What to start. */
export interface ChildOptions {
  readonly command: string;
  readonly args?: readonly string[];
  /** The whole environment of the child; this process's own by default. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A file descriptor that takes standard output and standard error; both are dropped without one. */
  readonly output?: number;
  /** Is called with each message of the child; gives it an IPC pipe. */
  readonly onMessage?: (message: unknown) => void;
}

/** A running child and the process group that it leads. */
export interface Child {
  readonly pid: number;
  /** Settles when the child is gone; never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Sends a message, where there is an IPC pipe. */
  send(message: object): void;
  /** SIGTERM, then SIGKILL after `grace` milliseconds, to the whole group; resolves when it is gone. */
  stop(grace?: number): Promise<void>;
  /** SIGKILL to the whole group at once; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a child in a process group of its own, so that a Ctrl-C at the terminal reaches only this process,
 * which then ends its children in order.
 *
 * @throws where the command cannot be started at all
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const [command, args] = withDeathSignal(options.command, options.args ?? []);
  const output = options.output ?? 'ignore';
  const child = spawn(command, args, {
    detached: true,
    env: options.env,
    cwd: options.cwd,
    stdio: options.onMessage ? ['ignore', output, output, 'ipc'] : ['ignore', output, output],
  });
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.command} started without a process id`);
  guard(pid);
  child.on('error', () => {}); // a failed kill or send; `ended` says what became of the child
  if (options.onMessage) child.on('message', options.onMessage);
  void ended.then(() => {
    signalGroup(pid, 'SIGKILL'); // what the child itself started and left behind
    unguard(pid);
  });

  const kill = async (): Promise<void> => {
    signalGroup(pid, 'SIGKILL');
    await ended;
  };
  return {
    pid,
    ended,
    send: (message) => {
      if (child.connected) child.send(message);
    },
    kill,
    stop: async (grace = GRACE) => {
      if (!groupIsAlive(pid)) return;
      signalGroup(pid, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), grace);
      await ended;
      clearTimeout(timer);
    },
  };
}
