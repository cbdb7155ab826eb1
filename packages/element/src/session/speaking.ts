// Turns loudness into "is speaking" with hysteresis, so that a ring neither flickers nor lags; pure but for the time it is given.

/** Loudness from which somebody counts as speaking: root mean square, 0 to 1. */
const ON = 0.025;
/** Loudness below which somebody counts as falling silent. */
const OFF = 0.012;
/** Milliseconds of quiet before the ring goes out: the pause between two words is shorter. */
const HOLD = 350;

/** Keeps who speaks, fed with levels. */
export class SpeakingDetector {
  readonly #lastLoud = new Map<string, number>();
  readonly #speaking = new Set<string>();

  /**
   * Feeds one reading. `now` is a monotonic time in milliseconds.
   * @returns whether the person counts as speaking.
   */
  feed(identity: string, level: number, now: number): boolean {
    const speaking = this.#speaking.has(identity);
    if (level >= (speaking ? OFF : ON)) {
      this.#lastLoud.set(identity, now);
      this.#speaking.add(identity);
    } else if (speaking && now - (this.#lastLoud.get(identity) ?? -Infinity) >= HOLD) {
      this.#speaking.delete(identity);
    }
    return this.#speaking.has(identity);
  }

  /** Whether the person counted as speaking at the last reading. */
  has(identity: string): boolean {
    return this.#speaking.has(identity);
  }

  /** Silences somebody at once (muted, or gone). */
  drop(identity: string): void {
    this.#speaking.delete(identity);
    this.#lastLoud.delete(identity);
  }

  /** Forgets everybody. */
  clear(): void {
    this.#speaking.clear();
    this.#lastLoud.clear();
  }
}
