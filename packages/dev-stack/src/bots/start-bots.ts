// Brings the speaking bots into a room and keeps them there; it does not speak LiveKit itself.
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startChild, type Child } from '../process/start-child.ts';
import type { BotsOrder, BotsReport } from './bot-messages.ts';
import { CAST } from './cast.ts';

/** How long the bots may take to be in the room for the first time, in milliseconds. */
const TIME_LIMIT = 30_000;

/** How long after a crash the bots are started again, in milliseconds. */
const PAUSE = 1000;

/** Where the bots go. */
export interface BotsOptions {
  readonly livekit: { readonly url: string; readonly apiKey: string; readonly apiSecret: string };
  /** LiveKit's name of the room, `voice-{channel}`. */
  readonly room: string;
  /** The address of the folder with their pictures, without a slash at the end. */
  readonly avatarBase?: string | undefined;
  /** How many come, 0 to 2; both by default. */
  readonly count?: number | undefined;
  /** Hears who begins to talk. */
  readonly onTurn?: (identity: string) => void;
}

/** The bots in a room. */
export interface Bots {
  readonly identities: readonly string[];
  /** The process that they live in; another one after a crash. */
  readonly pid: number;
  /** They leave, and their process ends. Twice is once. */
  stop(): Promise<void>;
}

/**
 * Starts the bots and resolves when all of them are in the room with their voice published. From then on they come
 * back by themselves, whatever happens to LiveKit or to their own process.
 *
 * @throws where they are not there in time
 */
export async function startBots(options: BotsOptions): Promise<Bots> {
  const { livekit, room, avatarBase, count = CAST.length } = options;
  const { url, apiKey, apiSecret } = livekit;
  const order: BotsOrder = { type: 'order', url, apiKey, apiSecret, room, avatarBase, count };
  const ready = Promise.withResolvers<void>();
  let stopped = false;

  const launch = async (): Promise<Child> => {
    const child = await startChild({
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('./main.ts', import.meta.url))],
      env: { ...process.env, NODE_ENV: 'production' }, // anything else makes the library log every event
      onMessage: (message) => {
        const report = message as BotsReport;
        if (report.type === 'awake') child.send(order);
        else if (report.type === 'ready') ready.resolve();
        else options.onTurn?.(report.identity);
      },
    });
    child.ended
      .then(async () => {
        await delay(PAUSE, undefined, { ref: false });
        if (stopped) return;
        const next = await launch();
        if (stopped) await next.kill();
        else current = next;
      })
      .catch(() => {}); // this machine starts no process any more: there are no bots, and everything else goes on
    return child;
  };

  let current = await launch();
  const stop = async (): Promise<void> => {
    stopped = true;
    await current.stop();
  };
  const timer = setTimeout(() => {
    ready.reject(new Error(`the bots did not reach the room ${room} within ${TIME_LIMIT / 1000} s`));
  }, TIME_LIMIT);
  try {
    await ready.promise;
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return {
    identities: CAST.slice(0, count).map(({ identity }) => identity),
    get pid() {
      return current.pid;
    },
    stop,
  };
}
