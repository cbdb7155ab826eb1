// Gives the tiles the size at which all fit the box they have; it measures the box and knows nothing of who is in it.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { tileLayout } from './tile-layout.ts';

const GAP = 12;

/** Watches the stage, and lays tiles out when its size or their number changes. */
export class GridController implements ReactiveController {
  readonly #root: () => ParentNode | null;
  readonly #count: () => number;
  #observer: ResizeObserver | null = null;
  #stage: HTMLElement | null = null;
  #applied = '';

  constructor(host: ReactiveControllerHost, root: () => ParentNode | null, count: () => number) {
    this.#root = root;
    this.#count = count;
    host.addController(this);
  }

  hostUpdated(): void {
    const stage = this.#root()?.querySelector<HTMLElement>('.stage') ?? null;
    if (stage !== this.#stage) {
      this.hostDisconnected();
      this.#stage = stage;
    }
    if (stage && !this.#observer) {
      this.#observer = new ResizeObserver(() => {
        this.#lay();
      });
      this.#observer.observe(stage);
    }
    this.#lay();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#stage = null;
    this.#applied = '';
  }

  #lay(): void {
    const stage = this.#stage;
    const grid = stage?.querySelector<HTMLElement>('.grid');
    if (!stage || !grid) {
      this.#applied = '';
      return;
    }
    const gap = Number.parseFloat(getComputedStyle(grid).columnGap) || GAP;
    const { clientWidth: width, clientHeight: height } = grid;
    const layout = tileLayout({ count: this.#count(), width, height, gap });
    const applied = `${layout.columns} ${layout.width} ${layout.height} ${gap}`;
    if (applied === this.#applied) return;
    this.#applied = applied;
    grid.style.setProperty('--_tile-width', `${layout.width}px`);
    grid.style.setProperty('--_tile-height', `${layout.height}px`);
    grid.style.setProperty('--_row', `${layout.columns * layout.width + (layout.columns - 1) * gap}px`);
    grid.toggleAttribute('data-scrolls', !layout.fits);
  }
}
