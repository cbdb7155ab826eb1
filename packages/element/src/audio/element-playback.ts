// Plays the others, one audio element a person, owned by nobody else; it knows no people, only tracks and their volumes.

import type { Playback } from '../model/audio.ts';
import { elementVolumeCounts } from './element-volume.ts';
import { GainStage } from './gain-stage.ts';
import { VoicePlayer } from './voice-player.ts';

/** Playback by plain elements. LiveKit never sees them: it would unmute what it has attached. */
export class ElementPlayback implements Playback {
  readonly #changed: () => void;
  readonly #elementVolumeCounts: boolean;
  readonly #stage = new GainStage(() => {
    for (const player of this.#players.values()) player.apply();
  });
  readonly #players = new Map<string, VoicePlayer>();
  readonly #volumes = new Map<string, number>();
  #deafened = false;
  #blocked = false;

  /** A test says whether the volume of elements counts; otherwise it is found out. */
  constructor(changed: () => void, volumeCounts = elementVolumeCounts()) {
    this.#changed = changed;
    this.#elementVolumeCounts = volumeCounts;
  }

  get blocked(): boolean {
    return this.#blocked;
  }

  set(tracks: ReadonlyMap<string, MediaStreamTrack>): void {
    for (const [identity, player] of this.#players) {
      if (tracks.get(identity) === player.track) continue;
      player.close();
      this.#players.delete(identity);
    }
    for (const [identity, track] of tracks) {
      if (this.#players.has(identity)) continue;
      const player = new VoicePlayer(track, {
        stage: this.#stage,
        elementVolumeCounts: this.#elementVolumeCounts,
        volume: this.#volumes.get(identity) ?? 1,
        deafened: this.#deafened,
      });
      this.#players.set(identity, player);
      this.#play(player).catch(() => undefined);
    }
    if (this.#players.size === 0) this.#setBlocked(false);
  }

  setDeafened(deafened: boolean): void {
    if (deafened === this.#deafened) return;
    this.#deafened = deafened;
    for (const player of this.#players.values()) player.setDeafened(deafened);
  }

  setVolume(identity: string, volume: number): void {
    this.#volumes.set(identity, volume);
    this.#players.get(identity)?.setVolume(volume);
  }

  async start(): Promise<void> {
    await Promise.all([...this.#players.values()].map((player) => this.#play(player)));
  }

  close(): void {
    for (const player of this.#players.values()) player.close();
    this.#players.clear();
    this.#blocked = false;
  }

  async #play(player: VoicePlayer): Promise<void> {
    try {
      await player.play();
      this.#setBlocked(false);
    } catch (thrown) {
      // AbortError: the element was closed, or got another source, while it was starting.
      if (!(thrown instanceof DOMException) || thrown.name !== 'NotAllowedError') return;
      if ([...this.#players.values()].includes(player)) this.#setBlocked(true);
    }
  }

  #setBlocked(blocked: boolean): void {
    if (blocked === this.#blocked) return;
    this.#blocked = blocked;
    this.#changed();
  }
}
