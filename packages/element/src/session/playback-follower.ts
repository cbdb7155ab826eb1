// Plays who is in the room, as loud as the person wants them; the audio behind it is loaded at the first need.

import type { AudioKit, Playback } from '../model/audio.ts';
import type { Situation } from './situation.ts';

/** What playback needs and whom it tells. */
export interface PlaybackFollowerOptions {
  readonly audio: () => Promise<AudioKit>;
  readonly situation: () => Situation;
  readonly changed: () => void;
}

/** Follows the situation; {@link PlaybackFollower.update} may be called at any time. */
export class PlaybackFollower {
  readonly #options: PlaybackFollowerOptions;
  readonly #volumes = new Map<string, number>();
  #playback: Playback | null = null;
  #loading = false;

  constructor(options: PlaybackFollowerOptions) {
    this.#options = options;
  }

  /** True while the browser wants a gesture first. */
  get blocked(): boolean {
    return this.#playback?.blocked ?? false;
  }

  /** How loud somebody is for oneself, 0 to 2. */
  volumeOf(identity: string): number {
    return this.#volumes.get(identity) ?? 1;
  }

  /** Whether somebody is heard as loud as they send. */
  playsAsSent(identity: string): boolean {
    return !this.blocked && !this.#options.situation().intent.deafened && this.volumeOf(identity) === 1;
  }

  /** 0 to 2; other numbers are brought into that range. */
  setVolume(identity: string, volume: number): void {
    const value = Number.isFinite(volume) ? Math.min(2, Math.max(0, volume)) : 1;
    this.#volumes.set(identity, value);
    this.#playback?.setVolume(identity, value);
  }

  /** Tries again where the browser wanted a gesture; call it from one. */
  async start(): Promise<void> {
    await this.#playback?.start();
  }

  /** Plays exactly who is in the room; nobody outside it. */
  update(): void {
    const { view, intent } = this.#options.situation();
    if (!view) {
      this.#playback?.close();
      this.#playback = null;
      return;
    }
    if (!this.#playback) {
      this.#load();
      return;
    }
    const tracks = new Map<string, MediaStreamTrack>();
    for (const { identity, audio } of view.remotes) if (audio) tracks.set(identity, audio);
    this.#playback.setDeafened(intent.deafened);
    this.#playback.set(tracks);
  }

  #load(): void {
    if (this.#loading) return;
    this.#loading = true;
    const inRoom = () => this.#options.situation().view !== null;
    this.#options
      .audio()
      .then((audio) => {
        if (!inRoom()) return;
        const playback = audio.createPlayback(this.#options.changed);
        for (const [identity, volume] of this.#volumes) playback.setVolume(identity, volume);
        this.#playback = playback;
      })
      .catch(() => undefined)
      .finally(() => {
        this.#loading = false;
        if (inRoom() && this.#playback) this.#options.changed();
      });
  }
}
