// What the checks need of the outside world; it does not know what is checked.

/** The outside world, and how long it may take to answer. */
export interface Outside {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds that one request may take. */
  readonly patience: number;
}
