// Estimates how loud a room is while nobody speaks, from readings of loudness; it has no clock and decides nothing.

import { SILENCE } from './decibels.ts';

/** Milliseconds whose loudest reading stands for them: shorter than a pause between words, longer than a dropout. */
const BIN = 80;

/** Milliseconds without a dip after which a sound counts as the room's: few phrases are longer than that in one breath. */
const WINDOW = 3_000;

/** How fast it rises, in dB a second: a long vowel must not become the room, a fan that was switched on must. */
const RISE = 8;

/** Limits of the estimate in dB relative to full scale; what lies outside is taken as if it lay on them. */
export interface FloorLimits {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Minimum statistics: speech has pauses, a room has none, so the quietest moment of the last seconds is the room. It falls with the
 * first quiet moment and rises slowly, and only after a whole window without one.
 */
export class NoiseFloor {
  readonly #limits: FloorLimits;
  #floor: number | null = null;
  #bin: { readonly since: number; most: number } | null = null;
  #bins: { readonly at: number; readonly most: number }[] = [];
  #risesFrom = Number.POSITIVE_INFINITY;

  constructor(limits: FloorLimits) {
    this.#limits = limits;
  }

  /** The estimate in dB relative to full scale; null while nothing was heard. */
  get level(): number | null {
    return this.#floor;
  }

  /** A reading in dB relative to full scale, at a time in milliseconds that never goes back. */
  hear(reading: number, now: number): void {
    // Zeros before the first sample say that the capture is starting, and nothing of the room.
    if (this.#floor === null && this.#bin === null && reading <= SILENCE) return;
    const level = Math.min(this.#limits.highest, Math.max(this.#limits.lowest, reading));
    this.#bin ??= { since: now, most: level };
    this.#bin.most = Math.max(this.#bin.most, level);
    if (now - this.#bin.since < BIN) return;
    this.#close(this.#bin, now);
    this.#bin = null;
  }

  #close({ since, most }: { since: number; most: number }, now: number): void {
    const last = this.#bins.at(-1);
    // After a time without readings, a sleep for one, it has to hear a whole window again before it rises.
    if (last === undefined || since - last.at > WINDOW) this.#risesFrom = now + WINDOW;
    this.#bins = [...this.#bins.filter(({ at }) => now - at <= WINDOW), { at: now, most }];
    const quietest = Math.min(...this.#bins.map((bin) => bin.most));
    if (this.#floor === null || quietest < this.#floor) this.#floor = quietest;
    else if (last !== undefined && now >= this.#risesFrom) {
      this.#floor = Math.min(quietest, this.#floor + (RISE * (now - last.at)) / 1_000);
    }
  }
}
