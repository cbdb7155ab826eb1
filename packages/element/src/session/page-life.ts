// The page's comings and goings as a session needs them; a page leaves on `pagehide` and on nothing else.

/** What a page tells. */
export interface PageLifeListener {
  /** The page goes away, perhaps into the back-forward cache. */
  left(): void;
  /** The page came back from the cache. */
  cameBack(): void;
}

/** Hears a window, or nothing where there is none. */
export class PageLife {
  readonly #page: EventTarget | null;
  readonly #abort = new AbortController();

  /** Without `page` it is the window, where there is one. */
  constructor(page: EventTarget | null | undefined, listener: PageLifeListener) {
    this.#page = page === undefined ? defaultPage() : page;
    const { signal } = this.#abort;
    this.#page?.addEventListener(
      'pagehide',
      () => {
        listener.left();
      },
      { signal },
    );
    this.#page?.addEventListener(
      'pageshow',
      (event) => {
        if ('persisted' in event && event.persisted === true) listener.cameBack();
      },
      { signal },
    );
  }

  /** Resolves at the next `online` event; never where there is no page. Stops listening on abort. */
  untilOnline(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#page?.addEventListener(
        'online',
        () => {
          resolve();
        },
        { once: true, signal },
      );
    });
  }

  close(): void {
    this.#abort.abort();
  }
}

const defaultPage = (): EventTarget | null => (typeof window === 'undefined' ? null : window);
