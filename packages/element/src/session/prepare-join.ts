// Fetches ahead what a join needs, so that it is quick; it joins nothing, and its failures are left to the join.

import type { Credentials } from '../model/credentials.ts';
import type { VoiceSessionOptions } from './voice-session-options.ts';

/** Fetches code and a ticket, and warms up the way to where the ticket leads. Never rejects. */
export async function prepareJoin(
  options: VoiceSessionOptions,
  ticket: () => Promise<Credentials>,
): Promise<void> {
  const [transport, credentials] = await Promise.allSettled([options.transport(), ticket(), options.audio()]);
  if (transport.status === 'fulfilled' && credentials.status === 'fulfilled') {
    transport.value.prepare(credentials.value);
  }
}
