// Ticks in the time of an audio context, in a hidden tab as well; what is done with the ticks is not its business.

/**
 * Calls back again and again while it is started and its context runs. Not by a timer: Chromium gives a hidden tab one a second,
 * also while it captures (https://developer.chrome.com/blog/timer-throttling-in-chrome-88), and people switch tabs while they talk.
 * The end of a source is told at any time.
 */
export class AudioClock {
  readonly #context: BaseAudioContext;
  readonly #sink: AudioNode;
  readonly #seconds: number;
  readonly #tick: () => void;
  #running: AbortController | null = null;

  /** @param sink - A node that is rendered: only what leads to one has an end. It gets silence. */
  constructor(context: BaseAudioContext, sink: AudioNode, seconds: number, tick: () => void) {
    this.#context = context;
    this.#sink = sink;
    this.#seconds = seconds;
    this.#tick = tick;
  }

  get started(): boolean {
    return this.#running !== null;
  }

  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    this.#wait(this.#context.currentTime, this.#running.signal);
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }

  /** A source that is silent from one tick to the next. Ticks that a busy page missed are not made up for. */
  #wait(last: number, signal: AbortSignal): void {
    const next = Math.max(last, this.#context.currentTime - this.#seconds) + this.#seconds;
    const source = new ConstantSourceNode(this.#context, { offset: 0 });
    source.connect(this.#sink);
    source.start();
    source.stop(next);
    const end = () => {
      source.disconnect();
    };
    signal.addEventListener('abort', end, { once: true });
    source.addEventListener(
      'ended',
      () => {
        signal.removeEventListener('abort', end);
        end();
        this.#wait(next, signal);
        this.#tick();
      },
      { once: true, signal },
    );
  }
}
