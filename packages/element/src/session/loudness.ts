// How loud the others are for oneself: a volume and a mute for each person, and one volume for all of them; it plays nothing.

/** What was chosen for everybody, whether they are in the room or not. */
export class Loudness {
  readonly #volumes = new Map<string, number>();
  readonly #muted = new Set<string>();
  #output = 1;

  /** Of all voices together, 0 to 1. */
  get output(): number {
    return this.#output;
  }

  set output(volume: number) {
    this.#output = within(volume, 1);
  }

  /** The volume chosen for somebody, 0 to 2; a mute leaves it as it is. */
  volumeOf(identity: string): number {
    return this.#volumes.get(identity) ?? 1;
  }

  /** Other numbers are brought into the range from 0 to 2; what is no number is 1. */
  setVolume(identity: string, volume: number): void {
    this.#volumes.set(identity, within(volume, 2));
  }

  isMuted(identity: string): boolean {
    return this.#muted.has(identity);
  }

  setMuted(identity: string, muted: boolean): void {
    if (muted) this.#muted.add(identity);
    else this.#muted.delete(identity);
  }

  /** What all of it makes: how loud somebody is to be played, 0 to 2. */
  of(identity: string): number {
    return this.isMuted(identity) ? 0 : this.volumeOf(identity) * this.#output;
  }
}

/** A volume from 0 to `most`; what is no number is 1. */
export const within = (volume: number, most: number): number =>
  Number.isFinite(volume) ? Math.min(most, Math.max(0, volume)) : 1;
