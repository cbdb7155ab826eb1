// Gives an element what holds its picture together between two renderings, and what moves it once it is needed; it decides nothing about the call.

import type { ReactiveController } from 'lit';

import type { AppearanceHost } from './appearance-host.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { HelpController } from './help-controller.ts';
import { Tips } from './tips.ts';

/** Focus and tooltips at once; sizes, glides and rings with the first join, in the time that the way into the room takes anyway. */
export function addAppearance(host: AppearanceHost): void {
  new FocusKeeper(host);
  new Tips(host);
  new HelpController(host, () => host.snapshot);
  host.addController(new LateMotion(host));
}

class LateMotion implements ReactiveController {
  readonly #host: AppearanceHost;
  #asked = false;

  constructor(host: AppearanceHost) {
    this.#host = host;
  }

  hostUpdated(): void {
    const { name } = this.#host.snapshot.phase;
    if (this.#asked || name === 'idle' || name === 'ended' || name === 'failed') return;
    this.#asked = true;
    import('./motion.ts').then(
      ({ addMotion }) => {
        addMotion(this.#host);
        this.#host.requestUpdate();
      },
      () => {
        // Without it people stand in their rows; it is asked for again with the next update.
        this.#asked = false;
      },
    );
  }
}
