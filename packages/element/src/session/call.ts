// One stay in one channel, from asking for a ticket to the end, reconnections included; it knows nothing of microphones or people.

import type { CredentialSource, Credentials } from '../model/credentials.ts';
import { errorOf, VoiceFailure, type VoiceErrorCode } from '../model/error.ts';
import type { Phase } from '../model/snapshot.ts';
import type { Connection, ConnectionEnd, RoomView, Transport } from '../model/transport.ts';
import { retryDelay } from './retry-delay.ts';

/** What a call needs and whom it tells. */
export interface CallOptions {
  readonly channelId: string;
  readonly credentials: CredentialSource;
  readonly transport: () => Promise<Transport>;
  /** The call that this one takes over from; it is left once the new ticket is there. */
  readonly previous: Call | null;
  /** Resolves when trying again at once makes sense (the network is back); rejects on abort. */
  readonly untilOnline: (signal: AbortSignal) => Promise<void>;
  /** Phase, view or connection changed. */
  readonly changed: () => void;
  readonly message: (topic: string, payload: Uint8Array, sid: string) => void;
}

/** Errors after which coming back by oneself would be wrong or in vain. */
const FINAL = new Set<VoiceErrorCode>([
  'token-refused',
  'channel-forbidden',
  'room-full',
  'removed',
  'joined-elsewhere',
  'unsupported-browser',
  'in-app-browser',
  'invalid-configuration',
]);

/** A call. It begins when it is made and is over when its phase is `ended` or `failed`, or after {@link Call.close}. */
export class Call {
  readonly #options: CallOptions;
  readonly #abort = new AbortController();
  #phase: Phase = { name: 'authorizing' };
  #view: RoomView | null = null;
  #wake: (() => void) | null = null;

  /** The connection of now; another one after a reconnection. */
  connection: Connection | null = null;
  /** What the ticket of now said. */
  credentials: Credentials | null = null;
  /** Settles once: joined, or what kept it from that. Rejects with an `AbortError` after {@link Call.close}. */
  readonly joined: Promise<void>;

  constructor(options: CallOptions) {
    this.#options = options;
    this.joined = this.#join();
    this.#stay().catch(() => undefined);
  }

  get channelId(): string {
    return this.#options.channelId;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** The last reading of the room, kept through reconnections. */
  get view(): RoomView | null {
    return this.#view;
  }

  /**
   * Makes way for the call that takes over: one that has not seen its room yet joins nothing any more. Returns the call that is
   * to be left once the next ticket is there.
   */
  giveWay(): Call | null {
    if (this.#view) return this;
    this.#abort.abort();
    return this.#options.previous;
  }

  /** Leaves, whatever is going on; never rejects. Nothing is told to the owner after this. */
  async close(): Promise<void> {
    this.#abort.abort();
    this.#wake?.();
    const previous = this.#options.previous;
    await Promise.allSettled([previous?.close(), this.connection?.close()]);
  }

  async #join(): Promise<void> {
    try {
      await this.#open(false);
    } catch (thrown) {
      this.#abort.signal.throwIfAborted();
      this.#enter({ name: 'failed', error: errorOf(thrown, 'connection-failed') });
      // The channel that the person wanted to leave is left even where the next one does not open.
      await this.#options.previous?.close();
      throw thrown;
    }
  }

  /** Joins, then waits for the end of each connection and answers it. */
  async #stay(): Promise<void> {
    await this.joined;
    for (;;) {
      const end = await this.#end();
      if (this.#abort.signal.aborted) return;
      // Not waited for: what is over is shown at once, and a room may take its time.
      this.connection?.close().catch(() => undefined);
      if (end.kind === 'lost') {
        const since = this.#phase.name === 'reconnecting' ? this.#phase.since : Date.now();
        this.#enter({ name: 'reconnecting', since, error: end.error });
        if (await this.#comeBack()) continue;
        return;
      }
      this.#enter(
        end.kind === 'failed'
          ? { name: 'failed', error: end.error }
          : { name: 'ended', reason: end.kind === 'channel-closed' ? 'channel-closed' : 'left' },
      );
      return;
    }
  }

  async #comeBack(): Promise<boolean> {
    const { signal } = this.#abort;
    let retryAfter: number | undefined;
    for (let attempt = 0; ; attempt += 1) {
      await this.#pause(retryDelay(attempt, Math.random(), retryAfter));
      if (signal.aborted) return false;
      try {
        await this.#open(true);
        return true;
      } catch (thrown) {
        if (signal.aborted) return false;
        const error = errorOf(thrown, 'connection-lost');
        if (FINAL.has(error.code)) {
          this.#enter({ name: 'failed', error });
          return false;
        }
        retryAfter = thrown instanceof VoiceFailure ? thrown.retryAfter : undefined;
      }
    }
  }

  async #open(again: boolean): Promise<void> {
    const { channelId, credentials: source, transport: load, previous } = this.#options;
    const { signal } = this.#abort;
    // Both at once; where both fail, as when one server gives code and tickets, the ticket's failure says more.
    const loading = load();
    loading.catch(() => undefined);
    const credentials = await source({ channelId, force: again, signal });
    const transport = await loading;
    signal.throwIfAborted();
    this.credentials = credentials;
    if (!again) {
      this.#enter({ name: 'connecting' });
      await previous?.close();
      signal.throwIfAborted();
    }
    let connection: Connection | null = null;
    connection = await transport.connect(
      credentials,
      {
        changed: () => {
          if (connection && this.connection === connection) this.#read();
        },
        message: (topic, payload, sid) => {
          if (!signal.aborted) this.#options.message(topic, payload, sid);
        },
      },
      signal,
    );
    if (signal.aborted) {
      await connection.close();
      signal.throwIfAborted();
    }
    this.connection = connection;
    this.#view = connection.view();
    this.#enter({ name: 'connected' });
    this.#read();
  }

  /** Reads the room again; the medium's own reconnecting shows as ours. */
  #read(): void {
    const { connection } = this;
    if (!connection || this.#abort.signal.aborted) return;
    const view = connection.view();
    const { state, end } = view;
    // A room that ended has forgotten who was in it.
    this.#view = state === 'ended' && this.#view ? { ...this.#view, state, end } : view;
    if (state === 'reconnecting' && this.#phase.name === 'connected') {
      this.#phase = { name: 'reconnecting', since: Date.now(), error: lostError(end) };
    } else if (state === 'connected' && this.#phase.name === 'reconnecting') {
      this.#phase = { name: 'connected' };
    } else if (state === 'ended') {
      this.#wake?.();
    }
    this.#options.changed();
  }

  async #end(): Promise<ConnectionEnd> {
    for (;;) {
      if (this.#abort.signal.aborted) return { kind: 'closed' };
      const end = this.#view?.state === 'ended' ? this.#view.end : null;
      if (end) return end;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const pause = new AbortController();
    const signal = AbortSignal.any([this.#abort.signal, pause.signal]);
    if (signal.aborted) return;
    await Promise.race([
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        signal.addEventListener(
          'abort',
          () => {
            clearTimeout(timer);
            resolve();
          },
          { once: true },
        );
      }),
      this.#options.untilOnline(signal).catch(() => undefined),
    ]);
    pause.abort();
  }

  #enter(phase: Phase): void {
    if (this.#abort.signal.aborted) return;
    this.#phase = Object.freeze(phase);
    this.#options.changed();
  }
}

const lostError = (end: ConnectionEnd | null) =>
  end?.kind === 'lost' ? end.error : errorOf(new Error('the connection was interrupted'), 'connection-lost');
