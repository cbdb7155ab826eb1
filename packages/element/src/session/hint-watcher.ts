// Looks at one's own microphone while one is connected, and says when the person should be told of something; it draws nothing.

import type { MicrophoneHint } from '../model/snapshot.ts';
import { MicrophoneHints } from './microphone-hints.ts';
import type { Situation } from './situation.ts';

/** What the watcher reads and whom it tells. */
export interface HintWatcherOptions {
  readonly situation: () => Situation;
  /** Loudness in front of every gate in dB relative to full scale; null while no microphone is open. */
  readonly inputLevel: () => number | null;
  /** Whether the person would be heard if they were loud enough. */
  readonly listening: () => boolean;
  readonly changed: () => void;
}

/** Milliseconds between two looks. */
const INTERVAL = 100;

/** Runs by {@link HintWatcher.update}, and only while connected with an open microphone. */
export class HintWatcher {
  readonly #options: HintWatcherOptions;
  readonly #hints = new MicrophoneHints();
  #timer: ReturnType<typeof setInterval> | null = null;

  /** What the person should be told now. */
  hint: MicrophoneHint | null = null;

  constructor(options: HintWatcherOptions) {
    this.#options = options;
  }

  /** Starts or stops looking, as the situation says; what is over is over at once. */
  update(): void {
    const { phase, intent } = this.#options.situation();
    if (phase === 'connected' && this.#options.inputLevel() !== null) {
      this.#timer ??= setInterval(() => {
        this.#look();
      }, INTERVAL);
      if (this.hint === 'talking-while-muted' && !intent.muted) this.hint = null;
    } else if (this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
      this.#hints.clear();
      this.hint = null;
    }
  }

  #look(): void {
    const level = this.#options.inputLevel();
    const { muted } = this.#options.situation().intent;
    const hint =
      level === null
        ? null
        : this.#hints.feed({ level, muted, listening: this.#options.listening() }, performance.now());
    if (hint === this.hint) return;
    this.hint = hint;
    this.#options.changed();
  }
}
