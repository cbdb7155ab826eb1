// Keeps the keyboard inside the room when the control that had the focus goes away; it knows controls only by where they stand.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Where the focus goes, in this order, when its place is gone. */
const NEXT = ['.primary', '.control:not([aria-disabled="true"])', '.control', '.base'];

/** Puts the focus where it serves best in a room whose focused control is gone. */
export function focusNext(root: ParentNode): void {
  for (const selector of NEXT) {
    const next = root.querySelector<HTMLElement>(selector);
    if (!next) continue;
    next.focus({ preventScroll: true });
    return;
  }
}

/** Acts only where the focus was inside before an update and is nowhere after it. */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #before: Element | null = null;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#before = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (!root || !this.#before || this.#before.isConnected || root.activeElement) return;
    focusNext(root);
  }
}
