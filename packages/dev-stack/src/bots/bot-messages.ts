// What the bots' process and the one that started it tell each other; no behaviour.

/** From the stack: who is to come, and where to. Sent once, first. */
export interface BotsOrder {
  readonly type: 'order';
  /** The LiveKit server as the bots reach it. */
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly room: string;
  /** The folder of the avatars; without it the bots have none. */
  readonly avatarBase?: string | undefined;
  /** How many of the cast come. */
  readonly count: number;
}

/** From the bots. */
export type BotsReport =
  /** The bots' process is there and waits for its order. */
  | { readonly type: 'awake' }
  /** Every bot is in the room with its voice published, for the first time. */
  | { readonly type: 'ready' }
  /** A bot begins a line. */
  | { readonly type: 'turn'; readonly identity: string };
