// Decides from readings of loudness whether somebody speaks; it has no clock, hears no sound and opens nothing.

import { SILENCE, soundLevel } from './decibels.ts';
import { NoiseFloor } from './noise-floor.ts';

/** A sensitivity that has a threshold. */
export type ThresholdSetting = 'automatic' | number;

/** Whether somebody speaks. */
export type Voice = 'loud' | 'quiet';

/** How far a voice may fall below the threshold, in dB: what opened at the threshold must not flutter around it. */
export const HYSTERESIS = 5;

/** Milliseconds for which a voice stays loud after its last sound: the pauses between words, and a word's last breath. */
export const RELEASE = 350;

/** The limits of the automatic threshold: a loud room must not ask for shouting, a silent one must not hear a breath. */
export const AUTOMATIC_LIMITS = { lowest: -65, highest: -30 } as const;

/** How far above the noise of the room a voice must be, in dB. Noise itself wavers by some. */
const MARGIN = 10;

/**
 * A gate's ear: loud with the first reading above the threshold, quiet once none for {@link RELEASE} was above the threshold minus
 * {@link HYSTERESIS}. It starts quiet, and every doubt is quiet.
 */
export class VoiceDetector {
  /** The room is listened to under a fixed threshold as well, so that `automatic` knows it at once. */
  readonly #floor = new NoiseFloor({
    lowest: AUTOMATIC_LIMITS.lowest - MARGIN,
    highest: AUTOMATIC_LIMITS.highest - MARGIN,
  });
  /** When the last sound was that holds a loud voice; null while it is quiet. */
  #heldAt: number | null = null;
  setting: ThresholdSetting;

  constructor(setting: ThresholdSetting) {
    this.setting = setting;
  }

  get voice(): Voice {
    return this.#heldAt === null ? 'quiet' : 'loud';
  }

  /** The threshold of now in dB relative to full scale. While nothing was heard the automatic one is the highest there is. */
  get threshold(): number {
    // A threshold that is no number lets nothing through: no reading is above it.
    if (this.setting !== 'automatic') return Number.isNaN(this.setting) ? 0 : soundLevel(this.setting);
    return (this.#floor.level ?? AUTOMATIC_LIMITS.highest - MARGIN) + MARGIN;
  }

  /** A reading in dB relative to full scale, at a time in milliseconds that never goes back. */
  hear(reading: number, now: number): Voice {
    const level = soundLevel(reading);
    this.#floor.hear(level, now);
    const { threshold } = this;
    const held = this.#heldAt !== null && level > Math.max(SILENCE, threshold - HYSTERESIS);
    if (level > threshold || held) this.#heldAt = now;
    // Negated, so that a clock that says nothing, or goes back, ends the voice instead of keeping it.
    else if (this.#heldAt !== null && !(now >= this.#heldAt && now - this.#heldAt < RELEASE)) {
      this.#heldAt = null;
    }
    return this.voice;
  }

  /** Nobody can be heard now: quiet at once. What is known of the room stays. */
  hush(): void {
    this.#heldAt = null;
  }
}
