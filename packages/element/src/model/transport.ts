// The port between a session and the medium that carries the call; LiveKit is one side of it, a script in tests another.

import type { Credentials } from './credentials.ts';
import type { VoiceError } from './error.ts';
import type { ConnectionQuality } from './snapshot.ts';

/** One other person as the medium sees them. */
export interface RemoteView {
  readonly identity: string;
  /** The medium's id of this stay: another one when the same person comes back. */
  readonly sid: string;
  readonly name: string;
  /** As it came: the session lets through what may be loaded. */
  readonly avatarUrl: string | undefined;
  /** True while there is no microphone of theirs in the room, or it is muted. */
  readonly muted: boolean;
  readonly connection: ConnectionQuality;
  /** Their microphone, while it can be received. */
  readonly audio: MediaStreamTrack | null;
  /** The server's word on who speaks: the fall-back where levels cannot be read. */
  readonly activeSpeaker: boolean;
  /** Whether a message sent now reaches them. */
  readonly reachable: boolean;
}

/** Oneself as the medium sees it. */
export interface LocalView {
  readonly identity: string;
  readonly name: string;
  readonly avatarUrl: string | undefined;
  readonly canPublishMicrophone: boolean;
  /** Whether a microphone track of ours is in the room. */
  readonly published: boolean;
  /** Whether the room says that our microphone is muted. */
  readonly muted: boolean;
  readonly connection: ConnectionQuality;
}

/** Why a connection ended for good, or the fact that it did not. */
export type ConnectionEnd =
  | { readonly kind: 'failed'; readonly error: VoiceError }
  | { readonly kind: 'lost'; readonly error: VoiceError }
  | { readonly kind: 'channel-closed' }
  | { readonly kind: 'closed' };

/** The whole room, read at once. */
export interface RoomView {
  readonly state: 'connected' | 'reconnecting' | 'ended';
  readonly end: ConnectionEnd | null;
  readonly local: LocalView;
  /** In order of joining. */
  readonly remotes: readonly RemoteView[];
}

/** One stay in one room. */
export interface Connection {
  /** Reads the whole room; cheap enough to call after every change. */
  view(): RoomView;
  /** Brings a track, already gated, into the room as the microphone. */
  publish(track: MediaStreamTrack, muted: boolean): Promise<void>;
  unpublish(): Promise<void>;
  /** Tells the room that the microphone is muted or not; resolves when the room says so. */
  setMuted(muted: boolean): Promise<void>;
  /** Sends a small reliable message to these identities. */
  send(topic: string, payload: Uint8Array<ArrayBuffer>, to: readonly string[]): Promise<void>;
  /** Loudness of each remote person now (root mean square, 0 to 1) by identity; those whose level cannot be read are absent. */
  levels(): ReadonlyMap<string, number>;
  /** Leaves the room; safe to call at any time, more than once. */
  close(): Promise<void>;
}

/** What a connection tells its owner. */
export interface ConnectionListener {
  /** Something changed: read the view again. */
  changed(): void;
  /** A message, stamped by the server with its sender's stay (`RemoteView.sid`). */
  message(topic: string, payload: Uint8Array, sid: string): void;
}

/** The medium. */
export interface Transport {
  /**
   * Joins a room. Rejects with a `VoiceFailure`: `connection-failed`, `room-full`, `token-refused`, `removed`,
   * `joined-elsewhere`, `unsupported-browser`; or with the signal's reason after an abort.
   */
  connect(credentials: Credentials, listener: ConnectionListener, signal: AbortSignal): Promise<Connection>;
  /** Warms up DNS and TLS for a join that may come. */
  prepare(credentials: Credentials): void;
}
