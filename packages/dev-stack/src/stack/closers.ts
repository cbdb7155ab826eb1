// The list of what has been started and must be ended, last first; it does not know what that is.

/** Something that was started; ending it twice must do nothing more. */
export type Close = () => Promise<void>;

/** Collects what has been started, so that a failure half-way ends what there is. */
export class Closers {
  readonly #list: Close[] = [];

  /** Puts something on the list. */
  add(close: Close): void {
    this.#list.push(close);
  }

  /**
   * Ends everything, the last first. One that fails does not keep the others.
   *
   * @throws the first failure, after all have been tried
   */
  async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#list.pop(); close !== undefined; close = this.#list.pop()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
