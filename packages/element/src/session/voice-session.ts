// The store of one voice session: takes intent in and gives frozen snapshots out; it joins its parts and does none of their work.

import type { AudioKit, Playback } from '../model/audio.ts';
import type { CredentialSource } from '../model/credentials.ts';
import { voiceError, VoiceFailure } from '../model/error.ts';
import type { Phase, VoiceSnapshot, WaitingFor } from '../model/snapshot.ts';
import type { Transport } from '../model/transport.ts';
import { Call } from './call.ts';
import { channelFault } from './channel-id.ts';
import { startingIntent, withDeafened, withMuted, type Intent } from './intent.ts';
import { PageLife } from './page-life.ts';
import { encodeState, PeerState, STATE_TOPIC } from './peer-state.ts';
import { IDLE, project } from './project.ts';
import { SelfMicrophone } from './self-microphone.ts';
import { SpeakingDetector } from './speaking.ts';

/** What a session is made of; the medium and the audio come by promise, so that they can be loaded on first need. */
export interface VoiceSessionOptions {
  readonly transport: () => Promise<Transport>;
  readonly audio: () => Promise<AudioKit>;
  readonly credentials?: CredentialSource | null;
  readonly channelId?: string;
  readonly channelName?: string;
  /** First state of a join. */
  readonly startMuted?: boolean;
  readonly startDeafened?: boolean;
  /** Where `pagehide`, `pageshow` and `online` are heard; by default the window, where there is one. */
  readonly page?: EventTarget | null;
}

/** Called with the new and the old snapshot, at most once a microtask. */
export type SnapshotListener = (after: VoiceSnapshot, before: VoiceSnapshot) => void;

/** Milliseconds between two looks at loudness. */
const LEVEL_INTERVAL = 50;

/** A call in the making, going on, or over. It needs no element and no document. */
export class VoiceSession {
  readonly #options: VoiceSessionOptions;
  readonly #page: PageLife;
  readonly #microphone: SelfMicrophone;
  readonly #speaking = new SpeakingDetector();
  readonly #volumes = new Map<string, number>();
  readonly #levels = new Map<string, number>();
  readonly #listeners = new Set<SnapshotListener>();
  #peers = new PeerState();
  #snapshot: VoiceSnapshot;
  #credentials: CredentialSource | null;
  #channelId: string;
  #channelName: string | undefined;
  #startMuted: boolean;
  #startDeafened: boolean;
  #intent: Intent;
  #idle: Phase = { name: 'idle' };
  #call: Call | null = null;
  #playback: Playback | null = null;
  #playbackLoading = false;
  #levelTimer: ReturnType<typeof setInterval> | null = null;
  #scheduled = false;
  #mutedInRoom = true;
  #suspended = false;
  #told: object | null = null;

  constructor(options: VoiceSessionOptions) {
    this.#options = options;
    this.#credentials = options.credentials ?? null;
    this.#channelId = options.channelId ?? '';
    this.#channelName = options.channelName;
    this.#startMuted = options.startMuted ?? false;
    this.#startDeafened = options.startDeafened ?? false;
    this.#intent = startingIntent(this.#startMuted, this.#startDeafened);
    this.#snapshot = IDLE;
    this.#microphone = new SelfMicrophone({
      audio: options.audio,
      situation: () => ({
        phase: this.#phase.name,
        intent: this.#intent,
        connection: this.#call?.connection ?? null,
        view: this.#inRoom ? (this.#call?.view ?? null) : null,
      }),
      changed: () => {
        this.#changed();
      },
    });
    this.#page = new PageLife(options.page === undefined ? defaultPage() : options.page, {
      left: () => {
        this.#suspend();
      },
      cameBack: () => {
        this.#resume();
      },
    });
    this.#commit();
  }

  /** The call at this moment, frozen. */
  get snapshot(): VoiceSnapshot {
    return this.#snapshot;
  }

  /** Listens until `signal` aborts. */
  subscribe(listener: SnapshotListener, options: { signal: AbortSignal }): void {
    if (options.signal.aborted) return;
    this.#listeners.add(listener);
    options.signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  /** Where tickets come from. A new source is used from the next request on and never rejoins. */
  setCredentials(source: CredentialSource | null): void {
    this.#credentials = source;
  }

  /** First state of the joins to come. */
  setStart(startMuted: boolean, startDeafened: boolean): void {
    this.#startMuted = startMuted;
    this.#startDeafened = startDeafened;
  }

  /** What people read as the channel's name; undefined for what the token server says, else the id. */
  setChannelName(channelName: string | undefined): void {
    this.#channelName = channelName;
    this.#changed();
  }

  /**
   * The channel. During a call this moves the person: what they say stops at once, the next ticket is fetched, then the room
   * is changed with the microphone kept.
   */
  setChannel(channelId: string): void {
    if (channelId === this.#channelId) return;
    this.#channelId = channelId;
    if (this.#call && this.#inCall) this.#start(this.#call).catch(() => undefined);
    else if (this.#call) this.#rest();
    else this.#changed();
  }

  /** Says what an idle session waits for; no effect in a call. */
  wait(waitingFor?: WaitingFor): void {
    if (this.#call) return;
    this.#idle = waitingFor ? { name: 'idle', waitingFor } : { name: 'idle' };
    this.#changed();
  }

  /**
   * Joins the channel, or goes on with the join or call that there is; on a page that came back from the cache, muted as it was.
   * Rejects with the `VoiceError` of a join that failed, and with an `AbortError` where another intent came first.
   */
  join(): Promise<void> {
    if (this.#call && this.#inCall) return unwrapped(this.#call.joined);
    if (this.#suspended) this.#suspended = false;
    else if (!this.#call || this.#phase.name === 'ended') {
      this.#intent = startingIntent(this.#startMuted, this.#startDeafened);
    }
    return this.#start(null);
  }

  /** Leaves. Sound stops at once; resolves when the room is left. */
  async leave(): Promise<void> {
    const call = this.#call;
    if (!call) return;
    this.#call = null;
    this.#idle = { name: 'ended', reason: 'left' };
    this.#changed();
    await call.close();
  }

  /** Mutes or unmutes; unmuting also asks for a microphone that was unavailable. Silence takes effect at once. */
  setMuted(muted: boolean): void {
    this.#intent = withMuted(this.#intent, muted);
    if (!muted) this.#microphone.retry();
    this.#changed();
  }

  /** Deafens or undeafens. */
  setDeafened(deafened: boolean): void {
    this.#intent = withDeafened(this.#intent, deafened);
    this.#changed();
  }

  /** Mutes where the person wants to be heard, else unmutes; a microphone that failed is asked for again. */
  toggleMuted(): void {
    this.setMuted(this.#microphone.error === null && !this.#intent.muted);
  }

  /** Deafens, or undeafens. */
  toggleDeafened(): void {
    this.setDeafened(!this.#intent.deafened);
  }

  /** How loud somebody is for oneself: 0 to 2, 1 is as sent; other numbers are brought into that range. */
  setParticipantVolume(identity: string, volume: number): void {
    const value = Number.isFinite(volume) ? Math.min(2, Math.max(0, volume)) : 1;
    this.#volumes.set(identity, value);
    this.#playback?.setVolume(identity, value);
    this.#changed();
  }

  /** Loudness of somebody now, 0 to 1: for drawing, outside the snapshot. */
  level(identity: string): number {
    return this.#levels.get(identity) ?? 0;
  }

  /** Plays the others where the browser wanted a gesture; call it from one. */
  async startPlayback(): Promise<void> {
    await this.#playback?.start();
    this.#changed();
  }

  /** Fetches code and a ticket ahead, so that a join is quick. Failures are left to the join. */
  async prepare(): Promise<void> {
    const source = this.#credentials;
    if (this.#call || !source || channelFault(this.#channelId)) return;
    const signal = new AbortController().signal;
    const [transport, credentials] = await Promise.allSettled([
      this.#options.transport(),
      source({ channelId: this.#channelId, force: false, ahead: true, signal }),
      this.#options.audio(),
    ]);
    if (transport.status === 'fulfilled' && credentials.status === 'fulfilled') {
      transport.value.prepare(credentials.value);
    }
  }

  /** Leaves and lets go of everything; the session is of no use afterwards. */
  async dispose(): Promise<void> {
    this.#page.close();
    await this.leave();
    this.#listeners.clear();
  }

  get #phase(): Phase {
    return this.#call?.phase ?? this.#idle;
  }

  get #inCall(): boolean {
    const { name } = this.#phase;
    return name === 'authorizing' || name === 'connecting' || this.#inRoom;
  }

  get #inRoom(): boolean {
    const { name } = this.#phase;
    return name === 'connected' || name === 'reconnecting';
  }

  #start(previous: Call | null): Promise<void> {
    const fault = channelFault(this.#channelId);
    const source = this.#credentials;
    const problem =
      fault ??
      (source ? null : voiceError('invalid-configuration', 'there is no source of credentials', SOURCE_HINT));
    this.#peers = new PeerState();
    this.#mutedInRoom = true;
    const call = new Call({
      channelId: this.#channelId,
      credentials: (request) => {
        // Asked at each request, so that a new source is used without rejoining.
        const current = this.#credentials;
        if (problem || !current) throw new VoiceFailure(problem ?? NO_SOURCE);
        return current(request);
      },
      transport: problem ? () => Promise.reject(new VoiceFailure(problem)) : this.#options.transport,
      previous,
      untilOnline: (signal) => this.#page.untilOnline(signal),
      changed: () => {
        if (this.#call === call) this.#changed();
      },
      message: (topic, payload, sid) => {
        if (topic === STATE_TOPIC && this.#call === call && this.#peers.receive(payload, sid))
          this.#changed();
      },
    });
    this.#call = call;
    this.#changed();
    return unwrapped(call.joined);
  }

  #rest(): void {
    this.#call = null;
    this.#idle = { name: 'idle' };
    this.#changed();
  }

  /** The page goes away, perhaps into the cache: nothing of the call may live on. */
  #suspend(): void {
    if (!this.#call || !this.#inCall) return;
    this.#suspended = true;
    const call = this.#call;
    this.#rest();
    call.close().catch(() => undefined);
  }

  #resume(): void {
    if (!this.#suspended) return;
    this.#suspended = false;
    this.#start(null).catch(() => undefined);
  }

  /** Everything that has to follow at once does; the snapshot follows one microtask later. */
  #changed(): void {
    this.#followRoomMute();
    this.#microphone.update();
    this.#updatePlayback();
    this.#updateLevels();
    this.#tellPeers();
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#commit();
    });
  }

  /** A mute that the room made, and that we did not ask for, becomes the person's own state: a moderator did it. */
  #followRoomMute(): void {
    const local = this.#inRoom ? this.#call?.view?.local : undefined;
    const muted = !local?.published || local.muted;
    if (local?.published && muted && !this.#mutedInRoom && !this.#intent.muted) {
      this.#intent = withMuted(this.#intent, true);
    }
    this.#mutedInRoom = muted;
  }

  #updatePlayback(): void {
    const view =
      this.#phase.name === 'connected' || this.#phase.name === 'reconnecting' ? this.#call?.view : null;
    if (!view) {
      this.#playback?.close();
      this.#playback = null;
      return;
    }
    if (!this.#playback) {
      this.#loadPlayback();
      return;
    }
    const tracks = new Map<string, MediaStreamTrack>();
    for (const { identity, audio } of view.remotes) if (audio) tracks.set(identity, audio);
    this.#playback.setDeafened(this.#intent.deafened);
    this.#playback.set(tracks);
  }

  #loadPlayback(): void {
    if (this.#playbackLoading) return;
    this.#playbackLoading = true;
    this.#options
      .audio()
      .then((audio) => {
        if (!this.#inRoom) return;
        const playback = audio.createPlayback(() => {
          this.#changed();
        });
        for (const [identity, volume] of this.#volumes) playback.setVolume(identity, volume);
        this.#playback = playback;
      })
      .catch(() => undefined)
      .finally(() => {
        this.#playbackLoading = false;
        if (this.#inRoom && this.#playback) this.#changed();
      });
  }

  #updateLevels(): void {
    if (this.#phase.name === 'connected') {
      this.#levelTimer ??= setInterval(() => {
        this.#readLevels();
      }, LEVEL_INTERVAL);
    } else if (this.#levelTimer !== null) {
      clearInterval(this.#levelTimer);
      this.#levelTimer = null;
      this.#speaking.clear();
      this.#levels.clear();
    }
  }

  #readLevels(): void {
    const { connection, view } = this.#call ?? {};
    if (!connection || !view) return;
    const now = performance.now();
    const read = connection.levels();
    let differs = false;
    const feed = (identity: string, level: number) => {
      const before = this.#speaking.has(identity);
      this.#levels.set(identity, level);
      differs = this.#speaking.feed(identity, level, now) !== before || differs;
    };
    const present = new Set([view.local.identity, ...view.remotes.map((remote) => remote.identity)]);
    for (const remote of view.remotes) {
      // Without a level of our own the server's word counts as a moderate one.
      feed(
        remote.identity,
        remote.muted ? 0 : (read.get(remote.identity) ?? (remote.activeSpeaker ? 0.1 : 0)),
      );
    }
    feed(view.local.identity, this.#microphone.transmitting ? this.#microphone.level() : 0);
    for (const identity of this.#levels.keys()) {
      if (present.has(identity)) continue;
      this.#levels.delete(identity);
      this.#speaking.drop(identity);
    }
    if (differs) this.#changed();
  }

  #tellPeers(): void {
    const { connection, view } = this.#call ?? {};
    if (!connection || view?.state !== 'connected' || this.#phase.name !== 'connected') {
      this.#told = null;
      return;
    }
    if (this.#told !== connection) {
      this.#told = connection;
      this.#peers.tellAgain();
    }
    const { deafened } = this.#intent;
    const identities = this.#peers.toTell(view.remotes, deafened);
    if (identities.length === 0) return;
    connection.send(STATE_TOPIC, encodeState(deafened), identities).catch(() => {
      // Lost with the connection: after the next one everybody is told again.
      this.#told = null;
    });
  }

  #commit(): void {
    const before = this.#snapshot;
    const local = this.#call?.view?.local;
    this.#snapshot = project(
      {
        channelId: this.#channelId,
        channelName: this.#channelName ?? this.#call?.credentials?.channelName,
        role: this.#call?.credentials?.role,
        phase: this.#phase,
        view: this.#call?.view ?? null,
        muted: this.#mutedFor(local?.published === true && !local.muted),
        deafened: this.#intent.deafened,
        microphone: this.#microphone.state,
        microphoneError: this.#microphone.error,
        transmitting: this.#microphone.transmitting,
        playbackBlocked: this.#playback?.blocked ?? false,
        isSpeaking: (identity) => this.#speaking.has(identity),
        isDeafened: (sid) => this.#peers.isDeafened(sid),
        volumeOf: (identity) => this.#volumes.get(identity) ?? 1,
      },
      before,
    );
    if (this.#snapshot === before) return;
    for (const listener of [...this.#listeners]) listener(this.#snapshot, before);
  }

  /** Muted as the room has it; while the room does not have us, as the person chose. */
  #mutedFor(heardInRoom: boolean): boolean {
    if (this.#phase.name !== 'connected') return this.#intent.muted;
    return !heardInRoom;
  }
}

const SOURCE_HINT = 'Set getAuthToken, auth-token, credentials or tokenSource on <voice-room>.';
const NO_SOURCE = voiceError('invalid-configuration', 'there is no source of credentials', SOURCE_HINT);

const defaultPage = (): EventTarget | null => (typeof window === 'undefined' ? null : window);

/** Rejects with the plain `VoiceError` instead of the exception that carried it. */
async function unwrapped(joined: Promise<void>): Promise<void> {
  try {
    await joined;
  } catch (thrown) {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the public contract rejects with the frozen VoiceError
    throw thrown instanceof VoiceFailure ? thrown.error : thrown;
  }
}
