// Gives the tiles the size at which all fit the box they have; it measures the box and knows nothing of who is in it.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { tileLayout } from './tile-layout.ts';

const GAP = 12;

/** Watches the box, and lays tiles out when its size or their number changes. */
export class GridController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #root: () => ParentNode | null;
  readonly #count: () => number;
  #observer: ResizeObserver | null = null;
  #box: HTMLElement | null = null;
  #applied = '';
  #laidOut = 0;

  constructor(host: ReactiveControllerHost, root: () => ParentNode | null, count: () => number) {
    this.#host = host;
    this.#root = root;
    this.#count = count;
    host.addController(this);
  }

  /** An element that was only moved renders nothing anew, but its box may be another one. */
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const box = this.#root()?.querySelector<HTMLElement>('.box') ?? null;
    if (box !== this.#box) {
      this.hostDisconnected();
      this.#box = box;
    }
    if (box && !this.#observer) {
      this.#observer = new ResizeObserver(() => {
        this.#lay();
      });
      this.#observer.observe(box);
    }
    // Measuring makes the browser lay out the page: an update that changed no number of tiles does without.
    if (this.#count() !== this.#laidOut) this.#lay();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#box = null;
    this.#applied = '';
    this.#laidOut = 0;
  }

  #lay(): void {
    const box = this.#box;
    const grid = box?.querySelector<HTMLElement>('.grid');
    if (!box || !grid) return;
    const gap = Number.parseFloat(getComputedStyle(grid).columnGap) || GAP;
    const { paddingInlineStart, paddingBlockStart } = getComputedStyle(box);
    const width = box.clientWidth - 2 * Number.parseFloat(paddingInlineStart);
    const height = box.clientHeight - 2 * Number.parseFloat(paddingBlockStart);
    this.#laidOut = this.#count();
    const layout = tileLayout({ count: this.#laidOut, width, height, gap });
    const applied = `${layout.columns} ${layout.width} ${layout.height} ${gap}`;
    if (applied === this.#applied) return;
    this.#applied = applied;
    grid.style.setProperty('--_tile-width', `${layout.width}px`);
    grid.style.setProperty('--_tile-height', `${layout.height}px`);
    grid.style.setProperty('--_row', `${layout.columns * layout.width + (layout.columns - 1) * gap}px`);
    box.toggleAttribute('data-scrolls', !layout.fits);
  }
}
