// Brings the push key into the room where its mode asks for one, with keyboard and button loaded only then; it opens no microphone.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { InputMode } from '../model/input.ts';
import type { KeyBinding } from './key-binding.ts';
import type { Shortcuts } from './settings.ts';
import type { View } from './view.ts';

/** What the controller is told and whom it tells. */
export interface PushControllerOptions {
  /** The mode of the call of now; `voice` where there is none. */
  readonly mode: () => InputMode;
  readonly held: () => boolean;
  /** The key as text. */
  readonly key: () => string;
  readonly scope: () => Shortcuts;
  /** Returns false where the page forbade it. */
  readonly press: () => boolean;
  readonly release: (when?: 'now') => void;
}

/** Runs while the element is in the document and the mode has a key. */
export class PushController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: PushControllerOptions;
  #hearing: AbortController | null = null;
  #text = '';
  #binding: KeyBinding | null = null;

  /** Draws the button, once that is loaded. */
  button: ((view: View) => unknown) | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, options: PushControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#hearing?.abort();
    this.#hearing = null;
  }

  hostUpdated(): void {
    const wanted = this.#host.isConnected && this.#options.mode() !== 'voice';
    if (!wanted) this.hostDisconnected();
    else if (!this.#hearing) this.#hear().catch(() => undefined);
  }

  async #hear(): Promise<void> {
    const hearing = new AbortController();
    this.#hearing = hearing;
    const { mode, held, key, scope, press, release } = this.#options;
    try {
      const { hearPushKeys, PushButton, pushTemplate, readKeyBinding, DEFAULT_PUSH_KEY } =
        await import('./push.ts');
      if (hearing.signal.aborted) return;
      const binding = (): KeyBinding | null => {
        if (mode() === 'voice') return null;
        const text = key();
        if (text !== this.#text) {
          this.#text = text;
          this.#binding = readKeyBinding(text) ?? readKeyBinding(DEFAULT_PUSH_KEY);
        }
        return this.#binding;
      };
      hearPushKeys(this.#host, { binding, scope, press, release }, hearing.signal);
      const button = new PushButton({ held, press, release });
      this.button = (view) => pushTemplate(view, button);
      this.#host.requestUpdate();
    } catch {
      // A chunk that did not come is asked for again at the next update: without it nothing is sent.
      if (this.#hearing === hearing) this.#hearing = null;
    }
  }
}
