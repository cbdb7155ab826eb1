// What a session is made of, as its maker gives it; the session's own file knows what is done with it.

import type { AudioKit } from '../model/audio.ts';
import type { CredentialSource } from '../model/credentials.ts';
import type { Transport } from '../model/transport.ts';

/** What a session is made of; the medium and the audio come by promise, so that they can be loaded on first need. */
export interface VoiceSessionOptions {
  readonly transport: () => Promise<Transport>;
  readonly audio: () => Promise<AudioKit>;
  readonly credentials?: CredentialSource | null;
  readonly channelId?: string;
  readonly channelName?: string;
  /** First state of a join. */
  readonly startMuted?: boolean;
  readonly startDeafened?: boolean;
  /** Where `pagehide`, `pageshow` and `online` are heard; by default the window, where there is one. */
  readonly page?: EventTarget | null;
}
