// Opens the settings when they are asked for, and loads them only then; what is in them is the dialog's affair.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { SettingsDialog, SettingsDialogOptions } from './dialog/settings-dialog.ts';

/** What the dialog works with, but for the place where it stands. */
export type SettingsControllerOptions = Omit<SettingsDialogOptions, 'root' | 'closed'>;

/** At most one dialog an element. */
export class SettingsController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: SettingsControllerOptions;
  #dialog: SettingsDialog | null = null;
  #opening = false;

  constructor(host: ReactiveControllerHost & HTMLElement, options: SettingsControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#dialog?.update();
  }

  hostDisconnected(): void {
    this.#dialog?.close();
  }

  /** Rejects where the dialog's code cannot be had. */
  async open(): Promise<void> {
    const root = this.#host.shadowRoot;
    if (this.#dialog || this.#opening || !root) return;
    this.#opening = true;
    try {
      const { SettingsDialog: Dialog } = await import('./dialog/settings-dialog.ts');
      if (!this.#host.isConnected) return;
      this.#dialog = new Dialog({
        ...this.#options,
        root,
        closed: () => {
          this.#dialog = null;
        },
      });
    } finally {
      this.#opening = false;
    }
  }
}
