// Holds what people say before the server has told us that they are there; it reads nothing of what they say.

/** Messages held at most, all senders together: nobody sends more than a few before they are seen. */
const MOST = 64;

interface Early {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly identity: string;
}

/**
 * LiveKit tells of people without tracks in batches, up to three seconds late, while their messages arrive at once. A message is
 * of use only with its sender's stay, so it waits for the sender to be seen.
 */
export class EarlyMessages {
  #held: Early[] = [];

  hold(identity: string, topic: string, payload: Uint8Array): void {
    this.#held.push({ identity, topic, payload });
    if (this.#held.length > MOST) this.#held.shift();
  }

  /** Hands on, in order, what came from those whose stay is now known. */
  release(
    stayOf: (identity: string) => string | undefined,
    deliver: (topic: string, payload: Uint8Array, sid: string) => void,
  ): void {
    const held = this.#held;
    if (held.length === 0) return;
    this.#held = held.filter(({ identity }) => stayOf(identity) === undefined);
    for (const { identity, topic, payload } of held) {
      const sid = stayOf(identity);
      if (sid !== undefined) deliver(topic, payload, sid);
    }
  }
}
