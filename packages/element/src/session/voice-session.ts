// The store of one voice session: takes intent in and gives frozen snapshots out; it joins its parts and does none of their work.

import type { AudioKit } from '../model/audio.ts';
import type { CredentialSource } from '../model/credentials.ts';
import { voiceError, VoiceFailure } from '../model/error.ts';
import type { Phase, VoiceSnapshot, WaitingFor } from '../model/snapshot.ts';
import type { Transport } from '../model/transport.ts';
import { Call } from './call.ts';
import { channelFault } from './channel-id.ts';
import { startingIntent, withDeafened, withMuted, type Intent } from './intent.ts';
import { LevelWatcher } from './level-watcher.ts';
import { PageLife } from './page-life.ts';
import { PeerTeller } from './peer-teller.ts';
import { PlaybackFollower } from './playback-follower.ts';
import { project } from './project.ts';
import { SelfMicrophone } from './self-microphone.ts';
import type { Situation } from './situation.ts';
import { SnapshotStore, type SnapshotListener } from './snapshot-store.ts';

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

/** A call in the making, going on, or over. It needs no element and no document. */
export class VoiceSession {
  readonly #options: VoiceSessionOptions;
  readonly #page: PageLife;
  readonly #store: SnapshotStore;
  readonly #microphone: SelfMicrophone;
  readonly #playback: PlaybackFollower;
  readonly #levels: LevelWatcher;
  readonly #peers: PeerTeller;
  #credentials: CredentialSource | null;
  #channelId: string;
  #channelName: string | undefined;
  #startMuted: boolean;
  #startDeafened: boolean;
  #intent: Intent;
  #idle: Phase = { name: 'idle' };
  #call: Call | null = null;
  #mutedInRoom = true;
  #suspended = false;

  constructor(options: VoiceSessionOptions) {
    this.#options = options;
    this.#credentials = options.credentials ?? null;
    this.#channelId = options.channelId ?? '';
    this.#channelName = options.channelName;
    this.#startMuted = options.startMuted ?? false;
    this.#startDeafened = options.startDeafened ?? false;
    this.#intent = startingIntent(this.#startMuted, this.#startDeafened);
    this.#store = new SnapshotStore((before) => this.#project(before));
    const { audio } = options;
    const situation = () => this.#situation;
    const changed = () => {
      this.#changed();
    };
    this.#microphone = new SelfMicrophone({ audio, situation, changed });
    this.#playback = new PlaybackFollower({ audio, situation, changed });
    this.#peers = new PeerTeller(situation);
    this.#levels = new LevelWatcher({
      situation,
      ownLevel: () => (this.#microphone.transmitting ? this.#microphone.level() : 0),
      changed,
    });
    this.#page = new PageLife(options.page === undefined ? defaultPage() : options.page, {
      left: () => {
        this.#suspend();
      },
      cameBack: () => {
        this.#resume();
      },
    });
    this.#store.commit();
  }

  /** The call at this moment, frozen. */
  get snapshot(): VoiceSnapshot {
    return this.#store.snapshot;
  }

  /** Listens until `signal` aborts. */
  subscribe(listener: SnapshotListener, options: { signal: AbortSignal }): void {
    this.#store.subscribe(listener, options.signal);
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
    this.#playback.setVolume(identity, volume);
    this.#changed();
  }

  /** Loudness of somebody now, 0 to 1: for drawing, outside the snapshot. */
  level(identity: string): number {
    return this.#levels.level(identity);
  }

  /** Plays the others where the browser wanted a gesture; call it from one. */
  async startPlayback(): Promise<void> {
    await this.#playback.start();
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
    this.#store.close();
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

  get #situation(): Situation {
    return {
      phase: this.#phase.name,
      intent: this.#intent,
      connection: this.#call?.connection ?? null,
      view: this.#inRoom ? (this.#call?.view ?? null) : null,
    };
  }

  #start(previous: Call | null): Promise<void> {
    const fault = channelFault(this.#channelId);
    const source = this.#credentials;
    const problem =
      fault ??
      (source ? null : voiceError('invalid-configuration', 'there is no source of credentials', SOURCE_HINT));
    this.#peers.renew();
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
        if (this.#call === call && this.#peers.receive(topic, payload, sid)) this.#changed();
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
    this.#playback.update();
    this.#levels.update();
    this.#peers.update();
    this.#store.schedule();
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

  #project(before: VoiceSnapshot): VoiceSnapshot {
    const { view = null, credentials } = this.#call ?? {};
    const local = view?.local;
    return project(
      {
        channelId: this.#channelId,
        channelName: this.#channelName ?? credentials?.channelName,
        role: credentials?.role,
        phase: this.#phase,
        view,
        muted: this.#mutedFor(local?.published === true && !local.muted),
        deafened: this.#intent.deafened,
        microphone: this.#microphone.state,
        microphoneError: this.#microphone.error,
        transmitting: this.#microphone.transmitting,
        playbackBlocked: this.#playback.blocked,
        isSpeaking: (identity) => this.#levels.isSpeaking(identity),
        isDeafened: (sid) => this.#peers.isDeafened(sid),
        volumeOf: (identity) => this.#playback.volumeOf(identity),
      },
      before,
    );
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
    // The public contract rejects with the frozen VoiceError.
    throw thrown instanceof VoiceFailure ? thrown.error : thrown;
  }
}
