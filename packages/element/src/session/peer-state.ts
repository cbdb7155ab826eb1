// What people tell each other beside their voices: who is deafened; told to newcomers again, and trusted only as the server stamps it.

import type { RemoteView } from '../model/transport.ts';

/** The topic of these messages; another topic is somebody else's. */
export const STATE_TOPIC = 'voice-room.state';

const LONGEST_MESSAGE = 256;

/** The message that tells whether one is deafened. */
export function encodeState(deafened: boolean): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ deafened }));
}

/** Reads such a message; undefined for anything that is not one. */
export function decodeState(payload: Uint8Array): boolean | undefined {
  if (payload.byteLength > LONGEST_MESSAGE) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    if (typeof value !== 'object' || value === null || !('deafened' in value)) return undefined;
    return typeof value.deafened === 'boolean' ? value.deafened : undefined;
  } catch {
    return undefined;
  }
}

/** Both directions of the exchange, for one connection. Stays are named by `RemoteView.sid`. */
export class PeerState {
  readonly #deafened = new Map<string, boolean>();
  readonly #told = new Map<string, boolean>();

  /** Takes a message in; returns whether anything changed. */
  receive(payload: Uint8Array, sid: string): boolean {
    const deafened = decodeState(payload);
    if (deafened === undefined || this.isDeafened(sid) === deafened) return false;
    this.#deafened.set(sid, deafened);
    return true;
  }

  /** Whether this stay said that it is deafened. */
  isDeafened(sid: string): boolean {
    return this.#deafened.get(sid) ?? false;
  }

  /** The identities that have to be told now; they count as told. Nobody is told what everybody assumes. */
  toTell(remotes: readonly RemoteView[], deafened: boolean): string[] {
    const present = new Set(remotes.map((remote) => remote.sid));
    for (const map of [this.#told, this.#deafened]) {
      for (const sid of map.keys()) if (!present.has(sid)) map.delete(sid);
    }
    const news = remotes.filter(
      (remote) => remote.reachable && (this.#told.get(remote.sid) ?? false) !== deafened,
    );
    for (const remote of news) this.#told.set(remote.sid, deafened);
    return news.map((remote) => remote.identity);
  }

  /** Forgets who was told, after a connection on which messages may have been lost. */
  tellAgain(): void {
    this.#told.clear();
  }
}
