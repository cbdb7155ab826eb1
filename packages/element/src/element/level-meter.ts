// Draws loudness around the people who speak, frame by frame and past the render loop; it sets one custom property on a leaf.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The people in the order in which they are drawn, and how loud they are. */
export interface LevelMeterOptions {
  readonly root: () => ParentNode | null;
  /** Identities of who speaks, by their place in the list. */
  readonly speaking: () => ReadonlyMap<number, string>;
  /** Loudness now, 0 to 1. */
  readonly level: (identity: string) => number;
}

/** The share of the way to a louder level that one frame goes; falling is slower, so that a ring breathes. */
const RISE = 0.5;
const FALL = 0.14;
/** What cannot be seen is not drawn. */
const VISIBLE_STEP = 0.015;

/** Runs only while somebody speaks and the document is in view. */
export class LevelMeter implements ReactiveController {
  readonly #options: LevelMeterOptions;
  readonly #drawn = new WeakMap<Element, { shown: number; exact: number }>();
  readonly #still = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-reduced-motion: reduce)');
  #connected = new AbortController();
  #frame = 0;

  constructor(host: ReactiveControllerHost, options: LevelMeterOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    document.addEventListener(
      'visibilitychange',
      () => {
        this.hostUpdated();
      },
      { signal: this.#connected.signal },
    );
  }

  hostDisconnected(): void {
    this.#connected.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  hostUpdated(): void {
    if (this.#frame !== 0 || this.#connected.signal.aborted || document.hidden) return;
    if (this.#options.speaking().size === 0 || this.#still?.matches) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
      this.hostUpdated();
    });
  }

  #draw(): void {
    const halos = this.#options.root()?.querySelectorAll<HTMLElement>('.halo');
    for (const [index, identity] of this.#options.speaking()) {
      const halo = halos?.[index];
      if (!halo) continue;
      const drawn = this.#drawn.get(halo) ?? { shown: 0, exact: 0 };
      // Speech is quiet in linear numbers: a square root spreads it over what the eye can tell apart.
      const target = Math.min(1, Math.sqrt(this.#options.level(identity)) * 1.6);
      drawn.exact += (target - drawn.exact) * (target > drawn.exact ? RISE : FALL);
      if (Math.abs(drawn.exact - drawn.shown) >= VISIBLE_STEP) {
        drawn.shown = drawn.exact;
        halo.style.setProperty('--_level', drawn.exact.toFixed(3));
      }
      this.#drawn.set(halo, drawn);
    }
  }
}
