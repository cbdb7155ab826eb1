// A transport that a test plays by hand, held to the same contract as LiveKit's; never shipped.

import type { Credentials } from '../model/credentials.ts';
import { voiceError, VoiceFailure, type VoiceErrorCode } from '../model/error.ts';
import type {
  Connection,
  ConnectionEnd,
  ConnectionListener,
  LocalView,
  RemoteView,
  RoomView,
  Transport,
} from '../model/transport.ts';

/** A person of the script; anything not given is unremarkable. */
export type ScriptedPerson = Partial<RemoteView> & { readonly identity: string };

const remoteView = (person: ScriptedPerson): RemoteView => ({
  sid: `stay-${person.identity}`,
  name: person.identity,
  avatarUrl: undefined,
  muted: false,
  connection: 'good',
  audio: null,
  activeSpeaker: false,
  reachable: true,
  ...person,
});

/** One stay in the scripted room. */
export class ScriptedConnection implements Connection {
  readonly sent: { topic: string; text: string; to: readonly string[] }[] = [];
  /** What `levels()` answers. */
  readonly loudness = new Map<string, number>();
  /** The published track, as a receiver would get it. */
  track: MediaStreamTrack | null = null;
  closed = false;
  readonly #listener: ConnectionListener;
  #answer: Promise<void> = Promise.resolve();
  #view: RoomView;

  constructor(listener: ConnectionListener, local: Partial<LocalView>, people: readonly ScriptedPerson[]) {
    this.#listener = listener;
    this.#view = {
      state: 'connected',
      end: null,
      local: {
        identity: 'me',
        name: 'Me',
        avatarUrl: undefined,
        canPublishMicrophone: true,
        published: false,
        muted: false,
        connection: 'good',
        ...local,
      },
      remotes: people.map(remoteView),
    };
  }

  view(): RoomView {
    return this.#view;
  }

  async publish(track: MediaStreamTrack, muted: boolean): Promise<void> {
    this.track = track;
    await this.#local({ published: true, muted });
  }

  async unpublish(): Promise<void> {
    this.track = null;
    await this.#local({ published: false, muted: false });
  }

  setMuted(muted: boolean): Promise<void> {
    return this.#local({ muted });
  }

  send(topic: string, payload: Uint8Array<ArrayBuffer>, to: readonly string[]): Promise<void> {
    this.sent.push({ topic, text: new TextDecoder().decode(payload), to });
    return Promise.resolve();
  }

  levels(): ReadonlyMap<string, number> {
    return this.loudness;
  }

  close(): Promise<void> {
    this.closed = true;
    this.end({ kind: 'closed' });
    return Promise.resolve();
  }

  /** Holds the room's answers to publishing and muting until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#answer = promise;
    return resolve;
  }

  /** Somebody comes in, or changes. */
  put(person: ScriptedPerson): void {
    const before = this.#view.remotes.find((remote) => remote.identity === person.identity);
    const next = { ...remoteView(person), ...before, ...person };
    const remotes = before
      ? this.#view.remotes.map((remote) => (remote === before ? next : remote))
      : [...this.#view.remotes, next];
    this.#change({ remotes });
  }

  /** Somebody goes. */
  remove(identity: string): void {
    this.#change({ remotes: this.#view.remotes.filter((remote) => remote.identity !== identity) });
  }

  /** Somebody sends a message. */
  message(topic: string, payload: Uint8Array, sid: string): void {
    this.#listener.message(topic, payload, sid);
  }

  /** The room says something else of us, a moderator's mute for instance. */
  setLocal(local: Partial<LocalView>): void {
    this.#change({ local: { ...this.#view.local, ...local } });
  }

  /** The medium begins to reconnect, or is back. */
  setState(state: 'connected' | 'reconnecting'): void {
    this.#change({ state });
  }

  /** The stay is over. */
  end(end: ConnectionEnd): void {
    if (this.#view.state === 'ended') return;
    this.#change({ state: 'ended', end, remotes: [] });
  }

  async #local(local: Partial<LocalView>): Promise<void> {
    await this.#answer;
    if (this.#view.state !== 'ended') this.setLocal(local);
  }

  #change(change: Partial<RoomView>): void {
    this.#view = { ...this.#view, ...change };
    this.#listener.changed();
  }
}

/** The scripted medium. */
export class ScriptedTransport implements Transport {
  /** Every stay, in order. */
  readonly connections: ScriptedConnection[] = [];
  readonly prepared: Credentials[] = [];
  /** Who is inside at the next connect. */
  people: readonly ScriptedPerson[] = [];
  /** What the room says of us at the next connect. */
  local: Partial<LocalView> = {};
  #failures: (VoiceErrorCode | null)[] = [];
  #gate: Promise<void> = Promise.resolve();

  /** The connects to come fail with these codes, in order; null lets one through. */
  failNext(...codes: (VoiceErrorCode | null)[]): void {
    this.#failures.push(...codes);
  }

  /** Holds the connects to come until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    return resolve;
  }

  /** The stay of now. */
  get current(): ScriptedConnection {
    const last = this.connections.at(-1);
    if (!last) throw new Error('nobody has connected yet');
    return last;
  }

  async connect(
    _credentials: Credentials,
    listener: ConnectionListener,
    signal: AbortSignal,
  ): Promise<ScriptedConnection> {
    await this.#gate;
    signal.throwIfAborted();
    const code = this.#failures.shift();
    if (code) throw new VoiceFailure(voiceError(code, 'as the script says'));
    const connection = new ScriptedConnection(listener, this.local, this.people);
    this.connections.push(connection);
    return connection;
  }

  prepare(credentials: Credentials): void {
    this.prepared.push(credentials);
  }
}
