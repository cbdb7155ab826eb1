// What a person should be told about their own microphone, from its loudness over time; pure but for the time it is given.

import type { MicrophoneHint } from '../model/snapshot.ts';

/** One reading. */
export interface MicrophoneReading {
  /** Loudness in front of every gate, in dB relative to full scale. */
  readonly level: number;
  readonly muted: boolean;
  /** Whether the person would be heard if they were loud enough: not muted, and with the push key as it has to be. */
  readonly listening: boolean;
}

/** Loudness of speech in dB relative to full scale: what is quieter may be a keyboard or a street. */
const SPEECH = -42;
/** Milliseconds of the last seconds in which there was speech before it counts as talking, so that no cough does. */
const TALK = { window: 1_500, least: 600 };
/** Milliseconds for which the hint stays after the last word. */
const STAYS = 4_000;
/** Loudness in dB below which nothing comes from a microphone: a quiet room is far above it. */
const NOTHING = -90;
/** Milliseconds of nothing before it is told: some headsets send none while nobody speaks. */
const PATIENCE = 15_000;

/** Fed with readings, the same way whatever their distance in time. */
export class MicrophoneHints {
  #spoken: { readonly from: number; readonly until: number }[] = [];
  #before: number | null = null;
  #talkedAt = -Infinity;
  #silentSince: number | null = null;

  /** Feeds one reading; `now` is a monotonic time in milliseconds. */
  feed({ level, muted, listening }: MicrophoneReading, now: number): MicrophoneHint | null {
    this.#noteSpeech(muted && level >= SPEECH, now);
    if (!muted) this.#talkedAt = -Infinity;
    if (!listening || level >= NOTHING) this.#silentSince = null;
    else this.#silentSince ??= now;
    this.#before = now;
    if (muted && now - this.#talkedAt < STAYS) return 'talking-while-muted';
    if (this.#silentSince !== null && now - this.#silentSince >= PATIENCE) return 'silent-microphone';
    return null;
  }

  /** Another microphone, or none. */
  clear(): void {
    this.#spoken = [];
    this.#before = null;
    this.#talkedAt = -Infinity;
    this.#silentSince = null;
  }

  #noteSpeech(speaks: boolean, now: number): void {
    if (!speaks) {
      if (this.#spoken.length > 0) this.#forget(now);
      return;
    }
    this.#spoken.push({ from: this.#before ?? now, until: now });
    this.#forget(now);
    const spoken = this.#spoken.reduce((sum, { from, until }) => sum + (until - from), 0);
    if (spoken >= TALK.least) this.#talkedAt = now;
  }

  #forget(now: number): void {
    this.#spoken = this.#spoken.filter(({ until }) => now - until < TALK.window);
  }
}
