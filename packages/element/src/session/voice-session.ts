// The store of one voice session: takes intent in and gives frozen snapshots out; it joins its parts and does none of their work.

import type { CredentialSource } from '../model/credentials.ts';
import { DEFAULT_INPUT, isSameInput, soundInput, type InputSettings } from '../model/input.ts';
import type { VoiceSnapshot, WaitingFor } from '../model/snapshot.ts';
import { AccessWatcher } from './access-watcher.ts';
import { CallKeeper } from './call-keeper.ts';
import { Choice } from './choice.ts';
import { HintWatcher } from './hint-watcher.ts';
import { LevelWatcher } from './level-watcher.ts';
import { Loudness } from './loudness.ts';
import { PeerTeller } from './peer-teller.ts';
import { PlaybackFollower } from './playback-follower.ts';
import { project } from './project.ts';
import { PushKey } from './push-key.ts';
import { SelfMicrophone } from './self-microphone.ts';
import { isInRoom, type Situation } from './situation.ts';
import { SnapshotStore, type SnapshotListener } from './snapshot-store.ts';
import type { VoiceSessionOptions } from './voice-session-options.ts';

/** A call in the making, going on, or over. It needs no element and no document. */
export class VoiceSession {
  readonly #store: SnapshotStore;
  readonly #choice: Choice;
  readonly #calls: CallKeeper;
  readonly #key: PushKey;
  readonly #microphone: SelfMicrophone;
  readonly #loudness = new Loudness();
  readonly #playback: PlaybackFollower;
  readonly #levels: LevelWatcher;
  readonly #peers: PeerTeller;
  readonly #hints: HintWatcher;
  readonly #access: AccessWatcher;
  #channelName: string | undefined;
  #input: InputSettings = DEFAULT_INPUT;

  constructor(options: VoiceSessionOptions) {
    this.#channelName = options.channelName;
    this.#choice = new Choice(options.startMuted ?? false, options.startDeafened ?? false);
    this.#store = new SnapshotStore((before) => this.#project(before));
    const { audio } = options;
    const situation = () => this.#situation;
    const changed = this.#changed.bind(this);
    this.#calls = new CallKeeper({
      made: options,
      begins: () => {
        this.#choice.begin();
      },
      changesRoom: () => {
        this.#peers.renew();
        this.#choice.changeRoom();
      },
      message: (topic, payload, sid) => this.#peers.receive(topic, payload, sid),
      changed,
    });
    this.#key = new PushKey({ releaseDelay: () => this.#input.releaseDelay, changed });
    this.#microphone = new SelfMicrophone({
      audio,
      situation,
      input: () => this.#input,
      keyHeld: () => this.#key.held,
      changed,
    });
    this.#playback = new PlaybackFollower({ audio, situation, loudness: this.#loudness, changed });
    this.#peers = new PeerTeller(situation);
    this.#levels = new LevelWatcher({
      situation,
      ownLevel: () => (this.#microphone.transmitting ? this.#microphone.level() : 0),
      playedAsSent: (identity) => this.#playback.playsAsSent(identity),
      changed,
    });
    this.#hints = new HintWatcher({
      situation,
      inputLevel: () => this.#microphone.inputLevel(),
      listening: () => this.#microphone.listening,
      changed,
    });
    this.#access = new AccessWatcher({
      audio,
      situation,
      changed: (change) => {
        this.#microphone.followAccess(change);
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
    this.#calls.setSource(source);
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
    this.#calls.setChannel(channelId);
  }

  /** How the person makes themselves heard. What is left out stays as it is; another mode lets go of the push key. */
  setInput(input: Partial<InputSettings>): void {
    const before = this.#input;
    const after = soundInput({ ...before, ...input });
    if (isSameInput(before, after)) return;
    this.#input = after;
    if (after.mode !== before.mode) this.#key.drop();
    this.#changed();
  }

  /** The push key goes down: with push-to-talk one is heard, with push-to-mute one is not. Without effect outside a room, and with the mode `voice`. */
  pressPushKey(): void {
    if (this.#calls.phase.name === 'connected' && this.#input.mode !== 'voice') this.#key.press();
  }

  /** The push key goes up, which counts after the release delay; `now` where nobody can tell whether it is still down. */
  releasePushKey(when?: 'now'): void {
    if (when === 'now') this.#key.drop();
    else this.#key.release();
  }

  /** Says what an idle session waits for; no effect in a call. */
  wait(waitingFor?: WaitingFor): void {
    this.#calls.wait(waitingFor);
  }

  /**
   * Joins the channel, or goes on with the join or call that there is; on a page that came back from the cache, muted as it was.
   * Rejects with the `VoiceError` of a join that failed, and with an `AbortError` where another intent came first.
   */
  join(): Promise<void> {
    return this.#calls.join();
  }

  /** Leaves. Sound stops at once; resolves when the room is left. */
  leave(): Promise<void> {
    return this.#calls.leave();
  }

  /** Mutes or unmutes; unmuting also asks for a microphone that was unavailable. Silence takes effect at once. */
  setMuted(muted: boolean): void {
    this.#choice.setMuted(muted);
    if (!muted) this.#microphone.retry();
    this.#changed();
  }

  /** Asks for a microphone that failed or was interrupted again, muted or not as the person chose. */
  retryMicrophone(): void {
    this.#microphone.reopen();
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
    this.#loudness.setVolume(identity, volume);
    this.#changed();
  }

  /** Silences somebody for oneself, or lets them be heard again at the volume that was set. Nobody else learns of it. */
  setParticipantMuted(identity: string, muted: boolean): void {
    this.#loudness.setMuted(identity, muted);
    this.#changed();
  }

  /** How loud all the others are together, 0 to 1: multiplies everybody's volume. */
  get outputVolume(): number {
    return this.#loudness.output;
  }

  /** Other numbers are brought into the range from 0 to 1. */
  setOutputVolume(volume: number): void {
    this.#loudness.output = volume;
    this.#changed();
  }

  /** Loudness of somebody now, 0 to 1: for drawing, outside the snapshot. */
  level(identity: string): number {
    return this.#levels.level(identity);
  }

  /**
   * One's own microphone now, in dB relative to full scale: how loud what comes in is, in front of every gate, and from where
   * on it counts (null without a threshold). Null while no microphone is open.
   */
  inputLevel(): { readonly level: number; readonly threshold: number | null } | null {
    const level = this.#microphone.inputLevel();
    return level === null ? null : { level, threshold: this.#microphone.threshold };
  }

  /** Plays the others where the browser wanted a gesture; call it from one. */
  async startPlayback(): Promise<void> {
    await this.#playback.start();
    this.#changed();
  }

  /** Fetches code and a ticket ahead, so that a join is quick. Failures are left to the join. */
  prepare(): Promise<void> {
    return this.#calls.prepare();
  }

  /** Leaves and lets go of everything; the session is of no use afterwards. */
  async dispose(): Promise<void> {
    await this.#calls.dispose();
    this.#store.close();
  }

  get #situation(): Situation {
    const { phase, connection, view } = this.#calls;
    return {
      phase: phase.name,
      intent: this.#choice.intent,
      connection,
      view: isInRoom(phase.name) ? view : null,
    };
  }

  /** Everything that has to follow at once does; the snapshot follows one microtask later. */
  #changed(): void {
    // What was held in a room that is away is not held in the one that comes back.
    if (this.#calls.phase.name !== 'connected') this.#key.drop();
    this.#choice.followRoom(this.#situation.view, this.#microphone.asked);
    this.#microphone.update();
    this.#playback.update();
    this.#levels.update();
    this.#hints.update();
    this.#access.update();
    this.#peers.update();
    this.#store.schedule();
  }

  #project(before: VoiceSnapshot): VoiceSnapshot {
    const { view, credentials, phase, channelId } = this.#calls;
    const local = view?.local;
    return project(
      {
        channelId,
        channelName: this.#channelName ?? credentials?.channelName,
        role: credentials?.role,
        phase,
        view,
        muted: this.#mutedFor(local?.published === true && !local.muted),
        deafened: this.#choice.intent.deafened,
        microphone: this.#microphone.state,
        microphoneError: this.#microphone.error,
        transmitting: this.#microphone.transmitting,
        inputMode: this.#input.mode,
        keyHeld: this.#key.held,
        microphoneHint: this.#hints.hint,
        playbackBlocked: this.#playback.blocked,
        isSpeaking: (identity) => this.#levels.isSpeaking(identity),
        isDeafened: (sid) => this.#peers.isDeafened(sid),
        volumeOf: (identity) => this.#loudness.volumeOf(identity),
        isMutedForMe: (identity) => this.#loudness.isMuted(identity),
      },
      before,
    );
  }

  /** Muted as the room has it; while the room does not have us, as the person chose. */
  #mutedFor(heardInRoom: boolean): boolean {
    if (this.#calls.phase.name !== 'connected') return this.#choice.intent.muted;
    return !heardInRoom;
  }
}
