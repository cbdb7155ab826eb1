// Tells everybody in the room whether one is deafened, and keeps what they say of themselves; a new call begins with a blank page.

import { encodeState, PeerState, STATE_TOPIC } from './peer-state.ts';
import type { Situation } from './situation.ts';

/** Follows the situation; {@link PeerTeller.update} may be called at any time. */
export class PeerTeller {
  readonly #situation: () => Situation;
  #peers = new PeerState();
  #told: object | null = null;

  constructor(situation: () => Situation) {
    this.#situation = situation;
  }

  /** Forgets everything, for another room. */
  renew(): void {
    this.#peers = new PeerState();
  }

  /** Whether this stay said that it is deafened. */
  isDeafened(sid: string): boolean {
    return this.#peers.isDeafened(sid);
  }

  /** Takes a message in; returns whether anything changed. */
  receive(topic: string, payload: Uint8Array, sid: string): boolean {
    return topic === STATE_TOPIC && this.#peers.receive(payload, sid);
  }

  /** Tells whoever does not know yet. */
  update(): void {
    const { phase, connection, view, intent } = this.#situation();
    if (!connection || view?.state !== 'connected' || phase !== 'connected') {
      this.#told = null;
      return;
    }
    if (this.#told !== connection) {
      this.#told = connection;
      this.#peers.tellAgain();
    }
    const { deafened } = intent;
    const identities = this.#peers.toTell(view.remotes, deafened);
    if (identities.length === 0) return;
    connection.send(STATE_TOPIC, encodeState(deafened), identities).catch(() => {
      // Lost with the connection: after the next one everybody is told again.
      this.#told = null;
    });
  }
}
