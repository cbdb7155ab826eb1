// Adds up counts and times in plain numbers between two scrapes; it does not know what they are of.

/**
 * Counts for a library's counter, which looks its labels up anew for every request: that costs as much as a signature.
 * Labels come from bounded sets, so what is kept here is bounded too.
 */
export class CountTally<Labels> {
  readonly #increase: (labels: Labels, by: number) => void;
  readonly #counts = new Map<string, { readonly labels: Labels; count: number }>();

  /** `increase` is the library's own way to count. */
  constructor(increase: (labels: Labels, by: number) => void) {
    this.#increase = increase;
  }

  /** Adds one under `key`, which names the labels that `labels` gives. */
  add(key: string, labels: () => Labels): void {
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { labels: labels(), count: 1 });
    else known.count += 1;
  }

  /** Hands over what came together. */
  flush(): void {
    for (const entry of this.#counts.values()) {
      if (entry.count === 0) continue;
      this.#increase(entry.labels, entry.count);
      entry.count = 0;
    }
  }
}

/** Times that are kept before they are handed over together, while the code that takes them is at hand. */
const KEPT = 256;

/** The same for a histogram with one label. */
export class TimeTally {
  readonly #observe: (value: string, seconds: number) => void;
  readonly #times = new Map<string, { readonly values: Float64Array; count: number }>();

  /** `observe` is the library's own way to take one observation, under a value of its label. */
  constructor(observe: (value: string, seconds: number) => void) {
    this.#observe = observe;
  }

  /** Adds one observation, in seconds. */
  add(value: string, seconds: number): void {
    let entry = this.#times.get(value);
    if (entry === undefined) this.#times.set(value, (entry = { values: new Float64Array(KEPT), count: 0 }));
    entry.values[entry.count] = seconds;
    entry.count += 1;
    if (entry.count === KEPT) this.#hand(value, entry);
  }

  /** Hands over what came together. */
  flush(): void {
    for (const [value, entry] of this.#times) this.#hand(value, entry);
  }

  #hand(value: string, entry: { readonly values: Float64Array; count: number }): void {
    for (let i = 0; i < entry.count; i += 1) this.#observe(value, entry.values[i] ?? 0);
    entry.count = 0;
  }
}
