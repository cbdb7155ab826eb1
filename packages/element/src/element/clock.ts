// The time as the element sees it, so that a test can be the one who lets it pass.

/** A clock with an alarm. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `milliseconds`, unless `signal` aborts first. */
  after(milliseconds: number, callback: () => void, signal: AbortSignal): void;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback, signal) {
    if (signal.aborted) return;
    const timer = setTimeout(callback, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
      },
      { once: true },
    );
  },
};
