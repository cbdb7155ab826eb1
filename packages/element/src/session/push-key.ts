// Whether the push key counts as held, whatever key, button or finger it is; it does not know what holding it means.

/** What the key needs and whom it tells. */
export interface PushKeyOptions {
  /** Milliseconds for which it counts as held after it was let go. */
  readonly releaseDelay: () => number;
  readonly changed: () => void;
}

/** A key that cannot stick: {@link PushKey.drop} is for every moment in which nobody can tell whether it is still down. */
export class PushKey {
  readonly #options: PushKeyOptions;
  #held = false;
  #release: ReturnType<typeof setTimeout> | null = null;

  constructor(options: PushKeyOptions) {
    this.#options = options;
  }

  get held(): boolean {
    return this.#held;
  }

  /** It goes down. A second press within the release delay takes the release back, so that it is not lost. */
  press(): void {
    this.#forgetRelease();
    this.#set(true);
  }

  /** It goes up, which counts after the release delay. */
  release(): void {
    if (!this.#held || this.#release !== null) return;
    const delay = this.#options.releaseDelay();
    if (delay <= 0) this.drop();
    else {
      this.#release = setTimeout(() => {
        this.drop();
      }, delay);
    }
  }

  /** It counts as up from now on, without a delay. */
  drop(): void {
    this.#forgetRelease();
    this.#set(false);
  }

  #forgetRelease(): void {
    if (this.#release !== null) clearTimeout(this.#release);
    this.#release = null;
  }

  #set(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    this.#options.changed();
  }
}
