// Holds the picture of now and tells of the next one, at most once a microtask; it does not know what is in the picture.

import type { VoiceSnapshot } from '../model/snapshot.ts';
import { IDLE } from './project.ts';

/** Called with the new and the old snapshot, at most once a microtask. */
export type SnapshotListener = (after: VoiceSnapshot, before: VoiceSnapshot) => void;

/** The snapshot of a session and whoever follows it. */
export class SnapshotStore {
  readonly #next: (before: VoiceSnapshot) => VoiceSnapshot;
  readonly #listeners = new Set<SnapshotListener>();
  #snapshot: VoiceSnapshot = IDLE;
  #scheduled = false;

  /** `next` projects the picture anew: the very same object as `before` where nothing changed. */
  constructor(next: (before: VoiceSnapshot) => VoiceSnapshot) {
    this.#next = next;
  }

  get snapshot(): VoiceSnapshot {
    return this.#snapshot;
  }

  /** Listens until `signal` aborts. */
  subscribe(listener: SnapshotListener, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  /** Draws the picture one microtask from now, however often it is asked until then. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.commit();
    });
  }

  /** Draws the picture now. */
  commit(): void {
    const before = this.#snapshot;
    this.#snapshot = this.#next(before);
    if (this.#snapshot === before) return;
    for (const listener of [...this.#listeners]) {
      try {
        listener(this.#snapshot, before);
      } catch (thrown) {
        // One listener's fault is nobody else's: the call and the other listeners go on, and the page's developer reads of it.
        if (typeof reportError === 'function') reportError(thrown);
        else console.error(thrown);
      }
    }
  }

  /** Tells nobody any more. */
  close(): void {
    this.#listeners.clear();
  }
}
