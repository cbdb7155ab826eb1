// Decides when code and a ticket are fetched before a person joins; what is fetched is the session's affair.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** When to prepare. */
export type Prepare = 'hover' | 'visible' | 'load' | 'off';

/** What was set, else `hover` in front of a lobby; without one the join itself comes first. */
export const prepareWhen = (set: Prepare | null, lobby: 'off' | 'click' | 'auto'): Prepare =>
  set ?? (lobby === 'off' ? 'off' : 'hover');

/** What the decision depends on, and what comes of it. */
export interface PrepareAheadOptions {
  readonly when: () => Prepare;
  /** Whether a join is still to come and could be prepared now. */
  readonly useful: () => boolean;
  readonly prepare: () => void;
}

/** Prepares at most once for each time it becomes useful. */
export class PrepareAhead implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: PrepareAheadOptions;
  #connected = new AbortController();
  #inSight = false;
  #hovered = false;
  #done = false;

  constructor(host: ReactiveControllerHost & HTMLElement, options: PrepareAheadOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    const hovered = () => {
      this.#hovered = true;
      this.hostUpdated();
    };
    for (const type of ['pointerenter', 'pointerdown', 'focusin'] as const) {
      this.#host.addEventListener(type, hovered, { signal, passive: true });
    }
    const observer = new IntersectionObserver((entries) => {
      this.#inSight = entries.at(-1)?.isIntersecting ?? false;
      this.hostUpdated();
    });
    observer.observe(this.#host);
    signal.addEventListener(
      'abort',
      () => {
        observer.disconnect();
      },
      { once: true },
    );
  }

  hostDisconnected(): void {
    this.#connected.abort();
    this.#hovered = false;
    this.#inSight = false;
    this.#done = false;
  }

  hostUpdated(): void {
    if (this.#connected.signal.aborted) return;
    if (!this.#options.useful()) {
      this.#done = false;
      return;
    }
    if (this.#done || !this.#due()) return;
    this.#done = true;
    this.#options.prepare();
  }

  #due(): boolean {
    switch (this.#options.when()) {
      case 'hover':
        return this.#hovered;
      case 'visible':
        return this.#inSight;
      case 'load':
        return true;
      case 'off':
        return false;
    }
  }
}
