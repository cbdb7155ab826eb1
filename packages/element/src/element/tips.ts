// Lets Escape put a tooltip away without moving pointer or focus (WCAG 1.4.13); showing them is the styles' work.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Hears the element it belongs to. */
export class Tips implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #connected = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    const show = (hidden: boolean) => {
      this.#host.shadowRoot?.querySelector('.base')?.toggleAttribute('data-tips-hidden', hidden);
    };
    this.#host.addEventListener(
      'keydown',
      ({ key }) => {
        if (key === 'Escape') show(true);
      },
      { signal },
    );
    // Inside the shadow tree: moves from one control to the next never reach the host.
    for (const type of ['pointerover', 'focusin'] as const) {
      this.#host.shadowRoot?.addEventListener(
        type,
        () => {
          show(false);
        },
        { signal, passive: true },
      );
    }
  }

  hostDisconnected(): void {
    this.#connected.abort();
  }
}
