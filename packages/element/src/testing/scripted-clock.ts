// A clock that a test winds by hand; never shipped.

import type { Clock } from '../element/clock.ts';

/** A clock that stands still until it is told to go on. */
export class ScriptedClock implements Clock {
  #now = 1_000_000;
  #alarms: { at: number; callback: () => void; signal: AbortSignal }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void, signal: AbortSignal): void {
    this.#alarms.push({ at: this.#now + milliseconds, callback, signal });
  }

  /** Lets time pass. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#alarms.filter(({ at }) => at <= this.#now);
    this.#alarms = this.#alarms.filter(({ at }) => at > this.#now);
    for (const { callback, signal } of due) if (!signal.aborted) callback();
  }
}
