// Looks at loudness while one is connected, and says when somebody begins or stops to speak; the numbers stay outside the snapshot.

import type { Situation } from './situation.ts';
import { SpeakingDetector } from './speaking.ts';

/** What the watcher reads and whom it tells. */
export interface LevelWatcherOptions {
  readonly situation: () => Situation;
  /** Loudness of one's own voice as it leaves, 0 to 1. */
  readonly ownLevel: () => number;
  /** Whether somebody is played as they send: not deafened, not blocked, not muted for oneself, at a volume of 1. */
  readonly playedAsSent: (identity: string) => boolean;
  /** Somebody began or stopped to speak. */
  readonly changed: () => void;
}

/** Milliseconds between two looks. */
const INTERVAL = 50;
/** What the server's word "speaks" counts as where no level can be read. */
const MODERATE = 0.1;

/** Runs by {@link LevelWatcher.update}, and only while connected. */
export class LevelWatcher {
  readonly #options: LevelWatcherOptions;
  readonly #speaking = new SpeakingDetector();
  readonly #levels = new Map<string, number>();
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(options: LevelWatcherOptions) {
    this.#options = options;
  }

  /** Loudness of somebody now, 0 to 1. */
  level(identity: string): number {
    return this.#levels.get(identity) ?? 0;
  }

  isSpeaking(identity: string): boolean {
    return this.#speaking.has(identity);
  }

  /** Starts or stops looking, as the situation says. */
  update(): void {
    if (this.#options.situation().phase === 'connected') {
      this.#timer ??= setInterval(() => {
        this.#read();
      }, INTERVAL);
    } else if (this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
      this.#speaking.clear();
      this.#levels.clear();
    }
  }

  #read(): void {
    const { connection, view } = this.#options.situation();
    if (!connection || !view) return;
    const now = performance.now();
    const read = connection.levels();
    let differs = false;
    const feed = (identity: string, level: number) => {
      const before = this.#speaking.has(identity);
      this.#levels.set(identity, level);
      differs = this.#speaking.feed(identity, level, now) !== before || differs;
    };
    for (const { identity, muted, activeSpeaker } of view.remotes) {
      const level = read.get(identity);
      // Browsers measure what is played. Where that is not what is sent, or nothing was measured, the server's word counts as well.
      const heard =
        level !== undefined && this.#options.playedAsSent(identity)
          ? level
          : Math.max(level ?? 0, activeSpeaker ? MODERATE : 0);
      feed(identity, muted ? 0 : heard);
    }
    feed(view.local.identity, this.#options.ownLevel());
    this.#forget(new Set([view.local.identity, ...view.remotes.map((remote) => remote.identity)]));
    if (differs) this.#options.changed();
  }

  #forget(present: ReadonlySet<string>): void {
    for (const identity of this.#levels.keys()) {
      if (present.has(identity)) continue;
      this.#levels.delete(identity);
      this.#speaking.drop(identity);
    }
  }
}
