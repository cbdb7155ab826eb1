// Keeps the one call of a session from the wish for it to its end: joining, moving, leaving, and what the page does to it; it knows no sound.

import type { CredentialSource, Credentials } from '../model/credentials.ts';
import { VoiceFailure } from '../model/error.ts';
import type { Phase, WaitingFor } from '../model/snapshot.ts';
import type { Connection, RoomView } from '../model/transport.ts';
import { Call } from './call.ts';
import { joinFault, NO_SOURCE, unwrapped } from './join-fault.ts';
import { PageLife } from './page-life.ts';
import { prepareJoin } from './prepare-join.ts';
import { isInCall } from './situation.ts';
import type { VoiceSessionOptions } from './voice-session-options.ts';

/** What the keeper is made of, and whom it tells. */
export interface CallKeeperOptions {
  readonly made: VoiceSessionOptions;
  /** A join begins that goes on with nothing: the first state counts. */
  readonly begins: () => void;
  /** Another room is on its way. */
  readonly changesRoom: () => void;
  readonly changed: () => void;
  /** A message of somebody in the room; returns whether it changed anything. */
  readonly message: (topic: string, payload: Uint8Array, sid: string) => boolean;
}

/** The call of a session, or that there is none. */
export class CallKeeper {
  readonly #options: CallKeeperOptions;
  readonly #disposed = new AbortController();
  readonly #page: PageLife;
  #source: CredentialSource | null;
  #channelId: string;
  #idle: Phase = { name: 'idle' };
  #call: Call | null = null;
  #suspended = false;

  constructor(options: CallKeeperOptions) {
    this.#options = options;
    this.#source = options.made.credentials ?? null;
    this.#channelId = options.made.channelId ?? '';
    this.#page = new PageLife(options.made.page, {
      left: () => {
        this.#suspend();
      },
      cameBack: () => {
        this.#resume();
      },
    });
  }

  get channelId(): string {
    return this.#channelId;
  }

  get phase(): Phase {
    return this.#call?.phase ?? this.#idle;
  }

  get connection(): Connection | null {
    return this.#call?.connection ?? null;
  }

  /** The last reading of the room. */
  get view(): RoomView | null {
    return this.#call?.view ?? null;
  }

  /** What the ticket of now said. */
  get credentials(): Credentials | null {
    return this.#call?.credentials ?? null;
  }

  setSource(source: CredentialSource | null): void {
    this.#source = source;
  }

  /** During a call this moves the person: the next ticket is fetched, then the room is changed. */
  setChannel(channelId: string): void {
    if (channelId === this.#channelId) return;
    this.#channelId = channelId;
    if (this.#call && this.#inCall) this.#start(this.#call).catch(() => undefined);
    else if (this.#call) this.#rest();
    else this.#options.changed();
  }

  /** Says what an idle session waits for; no effect in a call. */
  wait(waitingFor?: WaitingFor): void {
    if (this.#call) return;
    this.#idle = waitingFor ? { name: 'idle', waitingFor } : { name: 'idle' };
    this.#options.changed();
  }

  /** Joins, or goes on with the join or call that there is. Rejects as `VoiceSession.join` does. */
  join(): Promise<void> {
    if (this.#call && this.#inCall) return unwrapped(this.#call.joined);
    if (this.#suspended) this.#suspended = false;
    else if (!this.#call || this.phase.name === 'ended') this.#options.begins();
    return this.#start(null);
  }

  /** Resolves when the room is left. */
  async leave(): Promise<void> {
    const call = this.#call;
    if (!call && !this.#suspended) return;
    this.#suspended = false;
    this.#call = null;
    this.#idle = { name: 'ended', reason: 'left' };
    this.#options.changed();
    await call?.close();
  }

  /** Fetches code and a ticket ahead. Failures are left to the join. */
  async prepare(): Promise<void> {
    const source = this.#source;
    if (this.#call || !source || joinFault(this.#channelId, source)) return;
    const { signal } = this.#disposed;
    const channelId = this.#channelId;
    await prepareJoin(this.#options.made, () => source({ channelId, force: false, ahead: true, signal }));
  }

  async dispose(): Promise<void> {
    this.#disposed.abort();
    this.#page.close();
    await this.leave();
  }

  get #inCall(): boolean {
    return isInCall(this.phase.name);
  }

  #start(previous: Call | null): Promise<void> {
    const problem = joinFault(this.#channelId, this.#source);
    this.#options.changesRoom();
    const call = new Call({
      channelId: this.#channelId,
      credentials: (request) => {
        // Asked at each request, so that a new source is used without rejoining.
        const source = this.#source;
        if (!source || problem) throw new VoiceFailure(problem ?? NO_SOURCE);
        return source(request);
      },
      transport: problem ? () => Promise.reject(new VoiceFailure(problem)) : this.#options.made.transport,
      previous: previous?.giveWay() ?? null,
      untilOnline: (signal) => this.#page.untilOnline(signal),
      changed: () => {
        if (this.#call === call) this.#options.changed();
      },
      message: (topic, payload, sid) => {
        if (this.#call === call && this.#options.message(topic, payload, sid)) this.#options.changed();
      },
    });
    this.#call = call;
    this.#options.changed();
    return unwrapped(call.joined);
  }

  #rest(): void {
    this.#call = null;
    this.#idle = { name: 'idle' };
    this.#options.changed();
  }

  /** The page goes away, perhaps into the cache: nothing of the call may live on. */
  #suspend(): void {
    if (!this.#call || !this.#inCall) return;
    this.#suspended = true;
    // First of all: the page goes as soon as this returns, and one with an open connection is not kept in the cache.
    this.#call.close().catch(() => undefined);
    this.#rest();
  }

  #resume(): void {
    if (!this.#suspended) return;
    this.#suspended = false;
    this.#start(null).catch(() => undefined);
  }
}
