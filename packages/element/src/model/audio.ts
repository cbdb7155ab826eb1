// The ports of capture and playback; the session drives them and knows nothing of Web Audio.

import type { Sensitivity } from './input.ts';

/** A captured microphone behind a gate that is shut until it is opened. */
export interface Microphone {
  /** The gated result: silence while the gate is shut. The only track that may go to a transport. */
  readonly track: MediaStreamTrack;
  /** Opens or shuts the gate; shutting takes effect at once. */
  setOpen(open: boolean): void;
  /** Whether sound can pass at all: false while the audio context sleeps or the device sends nothing. */
  readonly awake: boolean;
  /** Loudness behind the gate now, 0 to 1. */
  level(): number;
  /** How loud a voice must be to count: decides {@link Microphone.voice}, and opens or shuts nothing by itself. */
  setSensitivity(sensitivity: Sensitivity): void;
  /** Whether somebody speaks into it, by the sensitivity: `loud` while that is `off`. */
  readonly voice: 'loud' | 'quiet';
  /** The threshold of now in dB relative to full scale, null while the sensitivity is `off`. */
  readonly threshold: number | null;
  /**
   * Loudness in front of every gate now, in dB relative to full scale, -100 to 0: for a meter and for hints. It is measured
   * while the gate is shut as well, and is never sent.
   */
  inputLevel(): number;
  /** Ends the capture and frees the device. */
  close(): void;
}

/** What a microphone tells its owner. */
export interface MicrophoneListener {
  /** `awake` or `voice` changed. */
  changed(): void;
  /** The device is gone for good (unplugged, or its permission was taken back). */
  ended(): void;
}

/** The loudspeaker side: one element a person, under our control alone. */
export interface Playback {
  /** Plays exactly these tracks, by identity; anything else stops. */
  set(tracks: ReadonlyMap<string, MediaStreamTrack>): void;
  /** Silences everything, now and for tracks that come later. */
  setDeafened(deafened: boolean): void;
  /** 0 to 2; 1 is as sent. */
  setVolume(identity: string, volume: number): void;
  /** True while the browser wants a gesture first. */
  readonly blocked: boolean;
  /** Tries again; call it from a gesture. */
  start(): Promise<void>;
  close(): void;
}

/** The page may use a microphone now; may not any more; or a device came while one may be there. */
export type AccessChange = 'allowed' | 'refused' | 'device';

/** Makes capture and playback. */
export interface AudioKit {
  /** Rejects with a `VoiceFailure` that carries one of the microphone codes. */
  openMicrophone(listener: MicrophoneListener, signal: AbortSignal): Promise<Microphone>;
  createPlayback(changed: () => void): Playback;
  /** Tells what changes for the page's access to microphones, until the signal aborts. */
  watchAccess(changed: (change: AccessChange) => void, signal: AbortSignal): void;
}
