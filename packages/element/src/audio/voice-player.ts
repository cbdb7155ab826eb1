// Plays one person's track: a plain element as long as it can, a gain only for what the element cannot do.

import type { Gain, GainStage } from './gain-stage.ts';

/** What a player works with. */
export interface VoicePlayerOptions {
  readonly stage: GainStage;
  /** Whether an element's volume counts in this browser. */
  readonly elementVolumeCounts: boolean;
  readonly volume: number;
  readonly deafened: boolean;
}

/** One person's sound. */
export class VoicePlayer {
  readonly track: MediaStreamTrack;
  readonly #element = document.createElement('audio');
  readonly #stage: GainStage;
  readonly #elementVolumeCounts: boolean;
  #volume: number;
  #deafened: boolean;
  #gain: Gain | null = null;

  constructor(track: MediaStreamTrack, options: VoicePlayerOptions) {
    this.track = track;
    this.#stage = options.stage;
    this.#elementVolumeCounts = options.elementVolumeCounts;
    this.#volume = options.volume;
    this.#deafened = options.deafened;
    this.#element.srcObject = new MediaStream([track]);
    this.#element.setAttribute('playsinline', '');
    this.apply();
  }

  /** Starts. Rejects with the browser's `NotAllowedError` where it wants a gesture first. */
  async play(): Promise<void> {
    this.#stage.resume();
    await this.#element.play();
  }

  setDeafened(deafened: boolean): void {
    this.#deafened = deafened;
    this.apply();
  }

  /** 0 to 2; 1 is as sent. */
  setVolume(volume: number): void {
    this.#volume = volume;
    this.apply();
  }

  close(): void {
    this.#element.pause();
    this.#element.srcObject = null;
    this.#dropGain();
  }

  /** Brings element and gain to what is wanted; also when the stage fell asleep or woke. */
  apply(): void {
    const silent = this.#deafened || this.#volume === 0;
    // Web Audio takes the sound out of echo cancellation and, on iOS, out of background play: only while it is needed.
    if (this.#needsGain()) this.#gain ??= this.#stage.connect(this.track);
    else this.#dropGain();
    this.#gain?.set(silent ? 0 : this.#volume);
    // Under a gain the element stays, muted: Chromium lets a remote track flow only where an element plays it. While the
    // gain's context sleeps the element is heard instead: as loud as it can is better than not at all.
    this.#element.muted = silent || (this.#gain !== null && this.#stage.running);
    this.#element.volume = Math.min(1, this.#volume);
  }

  #needsGain(): boolean {
    return this.#volume > 1 || (!this.#elementVolumeCounts && this.#volume !== 1 && this.#volume !== 0);
  }

  #dropGain(): void {
    this.#gain?.end();
    this.#gain = null;
  }
}
