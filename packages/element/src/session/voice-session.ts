// The store of one voice session: takes intent in and gives frozen snapshots out; it joins its parts and does none of their work.

import type { CredentialSource } from '../model/credentials.ts';
import { VoiceFailure } from '../model/error.ts';
import type { Phase, VoiceSnapshot, WaitingFor } from '../model/snapshot.ts';
import { Call } from './call.ts';
import { Choice } from './choice.ts';
import { joinFault, NO_SOURCE, unwrapped } from './join-fault.ts';
import { LevelWatcher } from './level-watcher.ts';
import { PageLife } from './page-life.ts';
import { PeerTeller } from './peer-teller.ts';
import { PlaybackFollower } from './playback-follower.ts';
import { prepareJoin } from './prepare-join.ts';
import { project } from './project.ts';
import { SelfMicrophone } from './self-microphone.ts';
import { isInCall, isInRoom, type Situation } from './situation.ts';
import { SnapshotStore, type SnapshotListener } from './snapshot-store.ts';
import type { VoiceSessionOptions } from './voice-session-options.ts';

/** A call in the making, going on, or over. It needs no element and no document. */
export class VoiceSession {
  readonly #options: VoiceSessionOptions;
  readonly #disposed = new AbortController();
  readonly #page: PageLife;
  readonly #store: SnapshotStore;
  readonly #choice: Choice;
  readonly #microphone: SelfMicrophone;
  readonly #playback: PlaybackFollower;
  readonly #levels: LevelWatcher;
  readonly #peers: PeerTeller;
  #credentials: CredentialSource | null;
  #channelId: string;
  #channelName: string | undefined;
  #idle: Phase = { name: 'idle' };
  #call: Call | null = null;
  #suspended = false;

  constructor(options: VoiceSessionOptions) {
    this.#options = options;
    this.#credentials = options.credentials ?? null;
    this.#channelId = options.channelId ?? '';
    this.#channelName = options.channelName;
    this.#choice = new Choice(options.startMuted ?? false, options.startDeafened ?? false);
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
      playedAsSent: (identity) => this.#playback.playsAsSent(identity),
      changed,
    });
    this.#page = new PageLife(options.page, {
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
    this.#choice.setStart(startMuted, startDeafened);
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
    else if (!this.#call || this.#phase.name === 'ended') this.#choice.begin();
    return this.#start(null);
  }

  /** Leaves. Sound stops at once; resolves when the room is left. */
  async leave(): Promise<void> {
    const call = this.#call;
    if (!call && !this.#suspended) return;
    this.#suspended = false;
    this.#call = null;
    this.#idle = { name: 'ended', reason: 'left' };
    this.#changed();
    await call?.close();
  }

  /** Mutes or unmutes; unmuting also asks for a microphone that was unavailable. Silence takes effect at once. */
  setMuted(muted: boolean): void {
    this.#choice.setMuted(muted);
    if (!muted) this.#microphone.retry();
    this.#changed();
  }

  /** Deafens or undeafens. */
  setDeafened(deafened: boolean): void {
    this.#choice.setDeafened(deafened);
    this.#changed();
  }

  /** Mutes where the person wants to be heard, else unmutes; a microphone that failed is asked for again. */
  toggleMuted(): void {
    this.setMuted(this.#microphone.state !== 'unavailable' && !this.#choice.intent.muted);
  }

  /** Deafens, or undeafens. */
  toggleDeafened(): void {
    this.setDeafened(!this.#choice.intent.deafened);
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
    if (this.#call || !source || joinFault(this.#channelId, source)) return;
    const { signal } = this.#disposed;
    const channelId = this.#channelId;
    await prepareJoin(this.#options, () => source({ channelId, force: false, ahead: true, signal }));
  }

  /** Leaves and lets go of everything; the session is of no use afterwards. */
  async dispose(): Promise<void> {
    this.#disposed.abort();
    this.#page.close();
    await this.leave();
    this.#store.close();
  }

  get #phase(): Phase {
    return this.#call?.phase ?? this.#idle;
  }

  get #inCall(): boolean {
    return isInCall(this.#phase.name);
  }

  get #situation(): Situation {
    return {
      phase: this.#phase.name,
      intent: this.#choice.intent,
      connection: this.#call?.connection ?? null,
      view: isInRoom(this.#phase.name) ? (this.#call?.view ?? null) : null,
    };
  }

  #start(previous: Call | null): Promise<void> {
    const problem = joinFault(this.#channelId, this.#credentials);
    this.#peers.renew();
    this.#choice.changeRoom();
    const call = new Call({
      channelId: this.#channelId,
      credentials: (request) => {
        // Asked at each request, so that a new source is used without rejoining.
        const source = this.#credentials;
        if (!source || problem) throw new VoiceFailure(problem ?? NO_SOURCE);
        return source(request);
      },
      transport: problem ? () => Promise.reject(new VoiceFailure(problem)) : this.#options.transport,
      previous: previous?.giveWay() ?? null,
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
    this.#choice.followRoom(this.#situation.view, this.#microphone.asked);
    this.#microphone.update();
    this.#playback.update();
    this.#levels.update();
    this.#peers.update();
    this.#store.schedule();
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
        deafened: this.#choice.intent.deafened,
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
    if (this.#phase.name !== 'connected') return this.#choice.intent.muted;
    return !heardInRoom;
  }
}
