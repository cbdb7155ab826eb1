// Looks at the loudness of a microphone again and again while a sensitivity is set, and tells when a voice begins or ends.

import type { Sensitivity } from '../model/input.ts';
import { AudioClock } from './audio-clock.ts';
import type { LevelMeter } from './level-meter.ts';
import { VoiceDetector, type Voice } from './voice-detector.ts';

/**
 * Seconds between two readings: as long as one reading covers. They come by the audio clock, in a hidden tab too; where the page
 * is too busy for them, a voice that has ended is noticed late, by the next reading, and one that begins is noticed late or
 * missed. Where none comes at all, the graph withdraws its trust and is silent.
 */
const INTERVAL = 0.02;

/** What is watched, and who is told. */
export interface VoiceWatchOptions {
  readonly context: BaseAudioContext;
  /** The meter in front of every gate. */
  readonly meter: LevelMeter;
  /** Whether there is anything to hear. */
  readonly awake: () => boolean;
  /** There is a fresh reading. It is called before {@link VoiceWatchOptions.flipped}. */
  readonly read: () => void;
  /** A reading, or the lack of one, changed {@link VoiceWatch.voice}. */
  readonly flipped: (voice: Voice) => void;
}

/** Sleeps while the sensitivity is `off`, and while the microphone does. */
export class VoiceWatch {
  readonly #options: VoiceWatchOptions;
  /** Null while the sensitivity is `off`. */
  #detector: VoiceDetector | null = null;
  readonly #clock: AudioClock;

  constructor(options: VoiceWatchOptions) {
    this.#options = options;
    const { context, meter } = options;
    this.#clock = new AudioClock(context, meter.node, INTERVAL, () => {
      this.#tick();
    });
  }

  /** Whether somebody speaks: `loud` while the sensitivity is `off`, else `quiet` in every doubt. */
  get voice(): Voice {
    if (this.#detector === null) return 'loud';
    return this.#options.awake() ? this.#detector.voice : 'quiet';
  }

  /** In dB relative to full scale; null while the sensitivity is `off`. */
  get threshold(): number | null {
    return this.#detector?.threshold ?? null;
  }

  /** Takes effect before it returns, with a reading of now; who calls it knows, and is not told of the flip. */
  setSensitivity(sensitivity: Sensitivity): void {
    if (sensitivity === 'off') this.#detector = null;
    else if (this.#detector?.setting === sensitivity) return;
    else if (this.#detector) this.#detector.setting = sensitivity;
    else this.#detector = new VoiceDetector(sensitivity);
    this.follow();
    if (this.#clock.started) this.#read();
  }

  /** Follows the microphone: to be called when it falls asleep or wakes. It wakes quiet. */
  follow(): void {
    if (this.#detector !== null && this.#options.awake()) {
      this.#clock.start();
      return;
    }
    this.#detector?.hush();
    this.#clock.stop();
  }

  /** Ends the readings. */
  close(): void {
    this.#clock.stop();
  }

  #tick(): void {
    const before = this.#detector?.voice;
    if (this.#options.awake()) this.#read();
    else this.follow();
    const after = this.#detector?.voice;
    if (after !== undefined && after !== before) this.#options.flipped(after);
  }

  #read(): void {
    this.#detector?.hear(this.#options.meter.readDecibels(), performance.now());
    this.#options.read();
  }
}
