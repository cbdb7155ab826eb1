// Holding and tapping of the push button, by finger, mouse, keyboard and assistive technology; it draws nothing.

/** What the button is asked and told. */
export interface PushButtonOptions {
  /** Whether the push key counts as held at this moment. */
  readonly held: () => boolean;
  readonly press: () => void;
  readonly release: (when?: 'now') => void;
}

/** Milliseconds: up to which a press counts as a tap, and within which the click of a press comes. */
const TAP = 300;
const CLICK = 500;

/**
 * Holding the button is holding the key. A tap, and a click without any pointer (a keyboard's, or that of a screen reader,
 * which swallows holding), latches it, and the next one lets it go. The listeners belong to one button.
 */
export class PushButton {
  readonly #options: PushButtonOptions;
  #press: { readonly at: number; readonly heldBefore: boolean } | null = null;
  #answeredAt = -Infinity;

  constructor(options: PushButtonOptions) {
    this.#options = options;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    this.#press = { at: event.timeStamp, heldBefore: this.#options.held() };
    // The release must be heard wherever the finger has gone by then. A pointer that an assistive technology made up has none.
    if (event.target instanceof Element && event.isTrusted) event.target.setPointerCapture(event.pointerId);
    this.#options.press();
  };

  readonly up = (event: PointerEvent): void => {
    if (!this.#press) return;
    const { at, heldBefore } = this.#press;
    this.#press = null;
    this.#answeredAt = event.timeStamp;
    if (event.timeStamp - at > TAP) this.#options.release();
    else if (heldBefore) this.#options.release('now');
  };

  /** The finger was taken over by a gesture of the system, or lost its button: nobody can tell when it goes up. */
  readonly cancel = (): void => {
    if (!this.#press) return;
    this.#press = null;
    this.#options.release('now');
  };

  readonly click = (event: MouseEvent): void => {
    if (event.timeStamp - this.#answeredAt < CLICK) {
      this.#answeredAt = -Infinity;
      return;
    }
    if (this.#options.held()) this.#options.release('now');
    else this.#options.press();
  };
}
