// Plays who is in the room, as loud as the person wants them; the audio behind it is loaded at the first need.

import type { AudioKit, Playback } from '../model/audio.ts';
import type { Loudness } from './loudness.ts';
import type { Situation } from './situation.ts';

/** What playback needs and whom it tells. */
export interface PlaybackFollowerOptions {
  readonly audio: () => Promise<AudioKit>;
  readonly situation: () => Situation;
  readonly loudness: Loudness;
  readonly changed: () => void;
}

/** Follows the situation; {@link PlaybackFollower.update} may be called at any time. */
export class PlaybackFollower {
  readonly #options: PlaybackFollowerOptions;
  /** How loud the playback of now was told that people are. */
  readonly #told = new Map<string, number>();
  #playback: Playback | null = null;
  #loading = false;

  constructor(options: PlaybackFollowerOptions) {
    this.#options = options;
  }

  /** True while the browser wants a gesture first. */
  get blocked(): boolean {
    return this.#playback?.blocked ?? false;
  }

  /** Whether somebody is heard as loud as they send. */
  playsAsSent(identity: string): boolean {
    return (
      !this.blocked && !this.#options.situation().intent.deafened && this.#options.loudness.of(identity) === 1
    );
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
      this.#told.clear();
      return;
    }
    if (!this.#playback) {
      this.#load();
      return;
    }
    const tracks = new Map<string, MediaStreamTrack>();
    for (const { identity, audio } of view.remotes) {
      // Before its track: nobody is to be heard louder than that, not even for a moment.
      this.#tell(this.#playback, identity);
      if (audio) tracks.set(identity, audio);
    }
    this.#playback.setDeafened(intent.deafened);
    this.#playback.set(tracks);
  }

  #tell(playback: Playback, identity: string): void {
    const volume = this.#options.loudness.of(identity);
    if (volume === (this.#told.get(identity) ?? 1)) return;
    this.#told.set(identity, volume);
    playback.setVolume(identity, volume);
  }

  #load(): void {
    if (this.#loading) return;
    this.#loading = true;
    const inRoom = () => this.#options.situation().view !== null;
    this.#options
      .audio()
      .then((audio) => {
        if (!inRoom()) return;
        this.#playback = audio.createPlayback(this.#options.changed);
      })
      .catch(() => undefined)
      .finally(() => {
        this.#loading = false;
        if (inRoom() && this.#playback) this.#options.changed();
      });
  }
}
