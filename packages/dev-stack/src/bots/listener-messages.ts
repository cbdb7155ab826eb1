// What a listener's process and the one that started it tell each other; no behaviour.

/** To the listener, once, first. */
export interface ListenerOrder {
  readonly type: 'order';
  readonly url: string;
  readonly token: string;
}

/** To the listener: publish this to the room. */
export interface ListenerSend {
  readonly type: 'send';
  readonly text: string;
  readonly topic: string;
  /** Identities; everybody where empty. */
  readonly to: readonly string[];
}

/** What was heard of one participant in one stretch of time. */
export interface HeardWindow {
  readonly identity: string;
  /** When the stretch ended, in milliseconds since 1970. */
  readonly at: number;
  /** How many frames of 10 ms came. */
  readonly frames: number;
  /** How many of them were louder than `LOUD`. */
  readonly loudFrames: number;
  /** The root mean square of all samples, 0 to 32 767. */
  readonly rms: number;
}

/** A data message that somebody in the room sent. */
export interface HeardData {
  /** The sender's identity as the LiveKit server stamped it; empty where the server's API sent it. */
  readonly from: string;
  readonly topic: string;
  readonly text: string;
  readonly at: number;
}

/** The root mean square from which a frame of 10 ms counts as loud: speech is far above, silence and noise below. */
export const LOUD = 300;

/** From the listener. */
export type ListenerReport =
  | { readonly type: 'awake' }
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'people'; readonly identities: readonly string[] }
  | ({ readonly type: 'heard' } & HeardWindow)
  | ({ readonly type: 'data' } & HeardData);
