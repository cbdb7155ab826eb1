// Waits for an answer of the host page, but not for ever; it does not know what is asked.

/** Milliseconds that the host page has for an answer. */
export const PATIENCE = 10_000;

/** What to wait for, and how long. */
export interface InTimeOptions {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly patience: number;
  /** What the promise rejects with where no answer came in time. */
  readonly late: () => Error;
}

/** The answer. Rejects with what `ask` threw or rejected with, with `late()`, or with the signal's reason after an abort. */
export async function inTime<T>(ask: () => T | Promise<T>, options: InTimeOptions): Promise<T> {
  const { signal, patience, late } = options;
  signal.throwIfAborted();
  const end = new AbortController();
  try {
    return await new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(late());
      }, patience);
      end.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
        },
        { once: true },
      );
      signal.addEventListener(
        'abort',
        () => {
          reject(signal.reason as Error);
        },
        { once: true, signal: end.signal },
      );
      Promise.resolve().then(ask).then(resolve, reject);
    });
  } finally {
    end.abort();
  }
}
