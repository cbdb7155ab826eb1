// An ear in a room, outside any browser, for tests; it does not know what ought to be heard.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startChild } from '../process/start-child.ts';
import { mintBotToken } from './bot-token.ts';
import type {
  HeardData,
  HeardWindow,
  ListenerOrder,
  ListenerReport,
  ListenerSend,
} from './listener-messages.ts';

/** How long the listener may take to join, in milliseconds. */
const TIME_LIMIT = 20_000;

/** Where the listener goes. */
export interface ListenerOptions {
  readonly livekit: { readonly url: string; readonly apiKey: string; readonly apiSecret: string };
  readonly room: string;
  /** Unlike everybody else's by default. */
  readonly identity?: string;
  readonly name?: string;
  /** A token made elsewhere, in place of one minted here. */
  readonly token?: string;
}

/** A participant that hears. All times are milliseconds since 1970, as `Date.now()` has them. */
export interface Listener {
  readonly identity: string;
  /** Who else is in the room now. */
  readonly people: readonly string[];
  /** Everything heard so far, a tenth of a second each. */
  readonly heard: readonly HeardWindow[];
  /** Every data message so far. */
  readonly data: readonly HeardData[];
  /** How many loud frames of 10 ms came from somebody since a time. */
  loudFrames(identity: string, since: number): number;
  /** How many frames at all came from somebody since a time. */
  frames(identity: string, since: number): number;
  /** Sends reliable data to the room, or to some in it. */
  send(text: string, options?: { topic?: string; to?: readonly string[] }): void;
  /** Leaves. Twice is once. */
  stop(): Promise<void>;
}

/**
 * Joins a room and listens to everybody in it.
 *
 * @throws where it cannot join
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { livekit, room, identity = `listener-${randomUUID()}`, name = 'Listener' } = options;
  const { url, apiKey, apiSecret } = livekit;
  const token =
    options.token ?? (await mintBotToken({ apiKey, apiSecret, room, identity, name, mayPublish: false }));
  const order: ListenerOrder = { type: 'order', url, token };
  const joined = Promise.withResolvers<void>();
  const heard: HeardWindow[] = [];
  const data: HeardData[] = [];
  let people: readonly string[] = [];

  const take = (report: ListenerReport): void => {
    switch (report.type) {
      case 'awake':
        child.send(order);
        break;
      case 'ready':
        joined.resolve();
        break;
      case 'failed':
        joined.reject(new Error(`the listener could not join ${room}: ${report.reason}`));
        break;
      case 'people':
        people = report.identities;
        break;
      case 'heard':
        heard.push(report);
        break;
      case 'data':
        data.push(report);
        break;
    }
  };
  const child = await startChild({
    command: process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('./listener-main.ts', import.meta.url)),
    ],
    env: { ...process.env, NODE_ENV: 'production' }, // anything else makes the library log every event
    onMessage: (message) => take(message as ListenerReport),
  });
  const timer = setTimeout(() => {
    joined.reject(new Error(`the listener did not join ${room} within ${TIME_LIMIT / 1000} s`));
  }, TIME_LIMIT);
  try {
    await joined.promise;
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }

  const sum = (key: 'frames' | 'loudFrames', from: string, since: number): number =>
    heard.reduce((total, part) => total + (part.identity === from && part.at >= since ? part[key] : 0), 0);
  return {
    identity,
    get people() {
      return people;
    },
    heard,
    data,
    loudFrames: (from, since) => sum('loudFrames', from, since),
    frames: (from, since) => sum('frames', from, since),
    send: (text, { topic = '', to = [] } = {}) => {
      const message: ListenerSend = { type: 'send', text, topic, to };
      child.send(message);
    },
    stop: () => child.stop(),
  };
}
