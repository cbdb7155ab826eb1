// Listens for changes of access to microphones while one is in a room; what they mean is the microphone's affair.

import type { AccessChange, AudioKit } from '../model/audio.ts';
import { isInRoom, type Situation } from './situation.ts';

/** Where changes come from, and who is told. */
export interface AccessWatcherOptions {
  readonly audio: () => Promise<AudioKit>;
  readonly situation: () => Situation;
  readonly changed: (change: AccessChange) => void;
}

/** Starts and stops by {@link AccessWatcher.update}. */
export class AccessWatcher {
  readonly #options: AccessWatcherOptions;
  #watching: AbortController | null = null;

  constructor(options: AccessWatcherOptions) {
    this.#options = options;
  }

  update(): void {
    if (!isInRoom(this.#options.situation().phase)) {
      this.#watching?.abort();
      this.#watching = null;
    } else if (!this.#watching) {
      const watching = new AbortController();
      this.#watching = watching;
      this.#watch(watching.signal).catch(() => {
        // Code that did not load is asked for again by the next update.
        if (this.#watching === watching) this.#watching = null;
      });
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const audio = await this.#options.audio();
    if (!signal.aborted) audio.watchAccess(this.#options.changed, signal);
  }
}
