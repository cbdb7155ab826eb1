// What the person chose, from the start of a join to its end, and what a moderator chose for them; it asks the room for nothing.

import type { RoomView } from '../model/transport.ts';
import { startingIntent, withDeafened, withMuted, type Intent } from './intent.ts';

/** Keeps the intent of one session. */
export class Choice {
  #startMuted: boolean;
  #startDeafened: boolean;
  #intent: Intent;
  #mutedInRoom = true;

  constructor(startMuted: boolean, startDeafened: boolean) {
    this.#startMuted = startMuted;
    this.#startDeafened = startDeafened;
    this.#intent = startingIntent(startMuted, startDeafened);
  }

  /** The choice of now; the same object until it is another one. */
  get intent(): Intent {
    return this.#intent;
  }

  /** First state of the joins to come. */
  setStart(startMuted: boolean, startDeafened: boolean): void {
    this.#startMuted = startMuted;
    this.#startDeafened = startDeafened;
  }

  /** Begins a join with the first state. */
  begin(): void {
    this.#intent = startingIntent(this.#startMuted, this.#startDeafened);
  }

  /** Forgets the room, but not what the person chose. */
  changeRoom(): void {
    this.#mutedInRoom = true;
  }

  setMuted(muted: boolean): void {
    this.#intent = withMuted(this.#intent, muted);
  }

  setDeafened(deafened: boolean): void {
    this.#intent = withDeafened(this.#intent, deafened);
  }

  /**
   * A mute that the room made and that we did not ask for becomes the person's own state: a moderator did it. `asked` is what
   * the room was last asked for: an answer that comes after the person has changed their mind is no moderator's word.
   */
  followRoom(view: RoomView | null, asked: 'muted' | 'unmuted' | null): void {
    const local = view?.local;
    const muted = !local?.published || local.muted;
    if (local?.published && muted && !this.#mutedInRoom && !this.#intent.muted && asked !== 'muted') {
      this.setMuted(true);
    }
    this.#mutedInRoom = muted;
  }
}
