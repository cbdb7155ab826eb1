// Makes tracks louder than they are, or softer where elements cannot: one audio context for all, there only while somebody needs it.

/** One track on its way through the stage. */
export interface Gain {
  /** 0 to 2. */
  set(volume: number): void;
  end(): void;
}

/** The context and who goes through it. Browsers allow a page a handful of contexts, not one a person. */
export class GainStage {
  readonly #changed: () => void;
  #context: AudioContext | null = null;
  #inUse = 0;

  /** `changed` is told when sound begins or stops to come through. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether sound comes through: a context sleeps until the page had a gesture. */
  get running(): boolean {
    return this.#context?.state === 'running';
  }

  /** Wakes the context; call it from a gesture. Without one it may stay asleep. */
  resume(): void {
    // Not waited for: without a gesture it never settles.
    if (!this.running) this.#context?.resume().catch(() => undefined);
  }

  connect(track: MediaStreamTrack): Gain {
    const context = (this.#context ??= this.#open());
    this.#inUse += 1;
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const gain = context.createGain();
    source.connect(gain).connect(context.destination);
    this.resume();
    return {
      set: (volume) => {
        gain.gain.value = volume;
      },
      end: () => {
        source.disconnect();
        gain.disconnect();
        this.#inUse -= 1;
        if (this.#inUse === 0) this.#close();
      },
    };
  }

  #open(): AudioContext {
    const context = new AudioContext();
    // eslint-disable-next-line no-restricted-syntax -- ends with the context
    context.addEventListener('statechange', () => {
      if (context === this.#context) this.#changed();
    });
    return context;
  }

  #close(): void {
    this.#context?.close().catch(() => undefined);
    this.#context = null;
  }
}
