// What opens a LiveKit room, and the port through which a session asks for it; it knows no HTTP.

import type { Role } from './snapshot.ts';

/** One ticket to one room. */
export interface Credentials {
  /** `ws:` or `wss:` address of the LiveKit server. */
  readonly serverUrl: string;
  readonly participantToken: string;
  readonly channelName?: string;
  /** The role in the answer; absent where the endpoint does not say (LiveKit's own grants decide then). */
  readonly role?: Role;
}

/** Options of one request for credentials. */
export interface CredentialRequest {
  readonly channelId: string;
  /** Ask the source even where a fresh ticket is at hand. */
  readonly force: boolean;
  /** Nobody joins yet: the ticket is to be kept for a join that may come. */
  readonly ahead?: boolean;
  readonly signal: AbortSignal;
}

/**
 * Where tickets come from. Rejects with a `VoiceFailure` that carries a `token-*` code, `channel-forbidden`, `room-full`
 * or `invalid-configuration`.
 */
export type CredentialSource = (request: CredentialRequest) => Promise<Credentials>;
