// Loads the help against failures with the first failure, and lets the room be drawn again when it is there.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { VoiceSnapshot } from '../model/snapshot.ts';
import type * as Help from './help/failure-help.ts';

let loaded: typeof Help | null = null;

/** The help, once it is loaded; without it a failure still has its own words and buttons. */
export const failureHelp = (): typeof Help | null => loaded;

/** Looks after every update of its host. */
export class HelpController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #snapshot: () => VoiceSnapshot;
  #loading = false;

  constructor(host: ReactiveControllerHost, snapshot: () => VoiceSnapshot) {
    this.#host = host;
    this.#snapshot = snapshot;
    host.addController(this);
  }

  hostUpdated(): void {
    if (loaded || this.#loading) return;
    const { phase, self } = this.#snapshot();
    if (phase.name !== 'failed' && !self?.microphoneError) return;
    this.#loading = true;
    import('./help/failure-help.ts')
      .then((help) => {
        loaded = help;
        this.#host.requestUpdate();
      })
      .catch(() => undefined)
      .finally(() => {
        // What did not come is asked for again by a later update.
        this.#loading = false;
      });
  }
}
