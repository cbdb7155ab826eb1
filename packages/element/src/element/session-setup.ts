// Brings what is set on an element to the session that it owns; only what changed is told.

import type { CredentialSource } from '../model/credentials.ts';
import type { VoiceSnapshot } from '../model/snapshot.ts';
import type { VoiceSession } from '../session/voice-session.ts';

/** What a session is set up with. */
export interface SetupValues {
  /** Null after the attribute was taken away; frameworks may give a number. */
  readonly channelId: unknown;
  readonly channelName: string | null | undefined;
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
    const channel = asText(values.channelId);
    const channelName = asText(values.channelName);
    if (session !== this.#session) {
      this.#session = session;
      this.#channelName = '';
    }
    session.setCredentials(values.source);
    session.setStart(values.startMuted, values.startDeafened);
    if (channelName !== this.#channelName) {
      this.#channelName = channelName;
      session.setChannelName(channelName || undefined);
    }
    if (channelId === channel) return false;
    session.setChannel(channel);
    return phase.name === 'failed' || (phase.name === 'ended' && phase.reason === 'channel-closed');
  }
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
