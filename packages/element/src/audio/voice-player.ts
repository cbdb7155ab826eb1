// Plays one person's track: a plain element as long as it can, a gain node only for more than the element's own 100 %.

/** One person's sound. */
export class VoicePlayer {
  readonly track: MediaStreamTrack;
  readonly #element = document.createElement('audio');
  #volume: number;
  #deafened: boolean;
  #boost: { context: AudioContext; gain: GainNode } | null = null;

  constructor(track: MediaStreamTrack, volume: number, deafened: boolean) {
    this.track = track;
    this.#volume = volume;
    this.#deafened = deafened;
    this.#element.srcObject = new MediaStream([track]);
    this.#element.setAttribute('playsinline', '');
    this.#apply();
  }

  /** Starts. Rejects with the browser's `NotAllowedError` where it wants a gesture first. */
  async play(): Promise<void> {
    // Not waited for: without a gesture it never settles, and the element says so by rejecting.
    this.#boost?.context.resume().catch(() => undefined);
    await this.#element.play();
  }

  setDeafened(deafened: boolean): void {
    this.#deafened = deafened;
    this.#apply();
  }

  /** 0 to 2; 1 is as sent. */
  setVolume(volume: number): void {
    this.#volume = volume;
    this.#apply();
  }

  close(): void {
    this.#element.pause();
    this.#element.srcObject = null;
    this.#dropBoost();
  }

  #apply(): void {
    if (this.#volume > 1) this.#boosted().gain.value = this.#deafened ? 0 : this.#volume;
    else this.#dropBoost();
    // Under a gain node the element stays, muted: Chromium lets a remote track flow only where an element plays it.
    this.#element.muted = this.#deafened || this.#boost !== null;
    this.#element.volume = Math.min(1, this.#volume);
  }

  /** Web Audio takes the sound out of echo cancellation and, on iOS, out of background play: only while it is needed. */
  #boosted(): GainNode {
    if (this.#boost) return this.#boost.gain;
    const context = new AudioContext();
    const gain = context.createGain();
    context
      .createMediaStreamSource(new MediaStream([this.track]))
      .connect(gain)
      .connect(context.destination);
    this.#boost = { context, gain };
    return gain;
  }

  #dropBoost(): void {
    this.#boost?.context.close().catch(() => undefined);
    this.#boost = null;
  }
}
