// Lets tiles glide to their new places when people come and go; it moves by transform alone and knows no layout.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

const DURATION = 180;

/** Measures before and after an update, and only where the people themselves changed: speech never gets here. */
export class GlideController implements ReactiveController {
  readonly #root: () => ParentNode | null;
  readonly #people: () => readonly string[];
  readonly #still = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-reduced-motion: reduce)');
  #drawn: readonly string[] = [];
  #before: Map<HTMLElement, DOMRect> | null = null;

  /** Add it to a host after whoever lays the tiles out. `people` names those who are about to be drawn, in order. */
  constructor(host: ReactiveControllerHost, root: () => ParentNode | null, people: () => readonly string[]) {
    this.#root = root;
    this.#people = people;
    this.#drawn = people();
    host.addController(this);
  }

  hostUpdate(): void {
    const people = this.#people();
    const same =
      people.length === this.#drawn.length && people.every((name, index) => name === this.#drawn[index]);
    this.#before =
      same || this.#still?.matches
        ? null
        : new Map(this.#tiles().map((tile) => [tile, tile.getBoundingClientRect()]));
    this.#drawn = people;
  }

  hostUpdated(): void {
    const before = this.#before;
    this.#before = null;
    if (!before || before.size === 0) return;
    for (const tile of this.#tiles()) {
      const from = before.get(tile);
      if (from) glide(tile, from, tile.getBoundingClientRect());
    }
  }

  #tiles(): HTMLElement[] {
    return [...(this.#root()?.querySelectorAll<HTMLElement>('.tile') ?? [])];
  }
}

function glide(tile: HTMLElement, from: DOMRect, to: DOMRect): void {
  if (to.width === 0 || from.width === 0) return;
  const [x, y] = [from.left - to.left, from.top - to.top];
  if (Math.abs(x) < 1 && Math.abs(y) < 1 && from.width === to.width) return;
  tile.animate(
    [
      {
        transformOrigin: '0 0',
        transform: `translate(${x}px, ${y}px) scale(${from.width / to.width}, ${from.height / to.height})`,
      },
      { transformOrigin: '0 0', transform: 'none' },
    ],
    { duration: DURATION, easing: 'ease-out' },
  );
}
