// Brings what is set on an element to the session that it owns; only what changed is told.

import type { CredentialSource } from '../model/credentials.ts';
import type { InputSettings } from '../model/input.ts';
import type { VoiceSnapshot } from '../model/snapshot.ts';
import type { VoiceSession } from '../session/voice-session.ts';

/** What a session is set up with. */
export interface SetupValues {
  /** Null after the attribute was taken away; frameworks may give a number. */
  readonly channelId: unknown;
  readonly channelName: string | null | undefined;
  readonly startMuted: boolean;
  readonly startDeafened: boolean;
  readonly input: InputSettings;
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
    session.setInput(values.input);
    if (channelName !== this.#channelName) {
      this.#channelName = channelName;
      session.setChannelName(channelName || undefined);
    }
    if (channelId === channel) return false;
    session.setChannel(channel);
    return phase.name === 'failed' || (phase.name === 'ended' && phase.reason === 'channel-closed');
  }
}

/** Joins muted this once; `start` is the first state of other joins, null where it is not the element's to set. */
export function joinMuted(
  session: VoiceSession,
  start: { readonly startsMuted: boolean; readonly startDeafened: boolean } | null,
): Promise<void> {
  if (!start) {
    const joined = session.join();
    session.setMuted(true);
    return joined;
  }
  session.setStart(true, start.startDeafened);
  const joined = session.join();
  session.setStart(start.startsMuted, start.startDeafened);
  return joined;
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
