// Brings what is set on an element to the session that it owns; only what changed is told.

import type { CredentialSource } from '../model/credentials.ts';
import type { VoiceSnapshot } from '../model/snapshot.ts';
import type { VoiceSession } from '../session/voice-session.ts';

/** What a session is set up with. */
export interface SetupValues {
  readonly channelId: string;
  readonly channelName: string;
  readonly startMuted: boolean;
  readonly startDeafened: boolean;
  readonly source: CredentialSource | null;
}

/** Remembers what one session was told. */
export class SessionSetup {
  #session: VoiceSession | null = null;
  #channelName = '';

  /**
   * Tells the session. Returns true where the person was kept out of the channel before and another one is tried now: a
   * channel that refused somebody or was closed keeps nobody out of the next one, but who left by choice stays out.
   */
  apply(session: VoiceSession, { channelId, phase }: VoiceSnapshot, values: SetupValues): boolean {
    if (session !== this.#session) {
      this.#session = session;
      this.#channelName = '';
    }
    session.setCredentials(values.source);
    session.setStart(values.startMuted, values.startDeafened);
    if (values.channelName !== this.#channelName) {
      this.#channelName = values.channelName;
      session.setChannelName(values.channelName || undefined);
    }
    if (channelId === values.channelId) return false;
    session.setChannel(values.channelId);
    return phase.name === 'failed' || (phase.name === 'ended' && phase.reason === 'channel-closed');
  }
}
