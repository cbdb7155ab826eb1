// Capture and playback that a test plays by hand; never shipped. Tracks are plain objects where the runtime has no media.

import type { AccessChange, AudioKit, Microphone, MicrophoneListener, Playback } from '../model/audio.ts';
import type { Sensitivity } from '../model/input.ts';
import { voiceError, VoiceFailure, type VoiceErrorCode } from '../model/error.ts';

/** A microphone of the script. */
export class ScriptedMicrophone implements Microphone {
  readonly track: MediaStreamTrack;
  readonly listener: MicrophoneListener;
  open = false;
  closed = false;
  awake = true;
  /** What is spoken into it, 0 to 1. */
  loudness = 0;
  sensitivity: Sensitivity = 'off';
  voice: 'loud' | 'quiet' = 'loud';

  constructor(track: MediaStreamTrack, listener: MicrophoneListener) {
    this.track = track;
    this.listener = listener;
  }

  setOpen(open: boolean): void {
    this.open = open;
  }

  level(): number {
    return this.open && this.awake ? this.loudness : 0;
  }

  setSensitivity(sensitivity: Sensitivity): void {
    this.sensitivity = sensitivity;
    if (sensitivity === 'off') this.voice = 'loud';
  }

  get threshold(): number | null {
    if (this.sensitivity === 'off') return null;
    return this.sensitivity === 'automatic' ? -50 : this.sensitivity;
  }

  inputLevel(): number {
    return this.awake && this.loudness > 0 ? Math.max(-100, 20 * Math.log10(this.loudness)) : -100;
  }

  close(): void {
    this.open = false;
    this.closed = true;
  }

  /** Somebody begins or stops to speak loudly enough for the sensitivity that is set. */
  setVoice(voice: 'loud' | 'quiet'): void {
    this.voice = voice;
    this.listener.changed();
  }

  /** The audio context falls asleep, or wakes. */
  setAwake(awake: boolean): void {
    this.awake = awake;
    this.listener.changed();
  }
}

/** A loudspeaker of the script. */
export class ScriptedPlayback implements Playback {
  tracks: ReadonlyMap<string, MediaStreamTrack> = new Map();
  deafened = false;
  readonly volumes = new Map<string, number>();
  blocked = false;
  closed = false;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  set(tracks: ReadonlyMap<string, MediaStreamTrack>): void {
    this.tracks = tracks;
  }

  setDeafened(deafened: boolean): void {
    this.deafened = deafened;
  }

  setVolume(identity: string, volume: number): void {
    this.volumes.set(identity, volume);
  }

  start(): Promise<void> {
    this.setBlocked(false);
    return Promise.resolve();
  }

  close(): void {
    this.closed = true;
    this.tracks = new Map();
  }

  /** The browser wants a gesture, or is content. */
  setBlocked(blocked: boolean): void {
    this.blocked = blocked;
    this.#changed();
  }
}

/** The scripted audio. */
export class ScriptedAudio implements AudioKit {
  readonly microphones: ScriptedMicrophone[] = [];
  readonly playbacks: ScriptedPlayback[] = [];
  readonly #watchers = new Map<(change: AccessChange) => void, AbortSignal>();
  #failures: VoiceErrorCode[] = [];
  #prompt: Promise<void> = Promise.resolve();

  /** The next requests for the microphone fail with these codes. */
  failNext(...codes: VoiceErrorCode[]): void {
    this.#failures.push(...codes);
  }

  /** The browser asks the person, who answers when the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#prompt = promise;
    return resolve;
  }

  get microphone(): ScriptedMicrophone {
    const last = this.microphones.at(-1);
    if (!last) throw new Error('no microphone was opened yet');
    return last;
  }

  get playback(): ScriptedPlayback {
    const last = this.playbacks.at(-1);
    if (!last) throw new Error('no playback was made yet');
    return last;
  }

  async openMicrophone(listener: MicrophoneListener, signal: AbortSignal): Promise<Microphone> {
    signal.throwIfAborted();
    await this.#prompt;
    const code = this.#failures.shift();
    if (code) throw new VoiceFailure(voiceError(code, 'as the script says'));
    const microphone = new ScriptedMicrophone({ kind: 'audio' } as MediaStreamTrack, listener);
    this.microphones.push(microphone);
    return microphone;
  }

  createPlayback(changed: () => void): Playback {
    const playback = new ScriptedPlayback(changed);
    this.playbacks.push(playback);
    return playback;
  }

  watchAccess(changed: (change: AccessChange) => void, signal: AbortSignal): void {
    this.#watchers.set(changed, signal);
  }

  /** How many listen for changes of access. */
  get watchers(): number {
    return [...this.#watchers.values()].filter((signal) => !signal.aborted).length;
  }

  /** Browser or person change the access to microphones. */
  changeAccess(change: AccessChange): void {
    for (const [changed, signal] of this.#watchers) if (!signal.aborted) changed(change);
  }
}
