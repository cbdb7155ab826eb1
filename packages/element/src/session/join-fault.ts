// Why a join cannot even begin, and how a join's failure is handed to the host; it sends nothing.

import type { CredentialSource } from '../model/credentials.ts';
import { voiceError, VoiceFailure, type VoiceError } from '../model/error.ts';
import { channelFault } from './channel-id.ts';

/** Nobody said where tickets come from. */
export const NO_SOURCE = voiceError(
  'invalid-configuration',
  'there is no source of credentials',
  'Set getAuthToken, auth-token, credentials or tokenSource on <voice-room>.',
);

/** What is wrong with the settings of a join, or null. */
export function joinFault(channelId: string, source: CredentialSource | null): VoiceError | null {
  return channelFault(channelId) ?? (source ? null : NO_SOURCE);
}

/** Rejects with the plain `VoiceError` instead of the exception that carried it. */
export async function unwrapped(joined: Promise<void>): Promise<void> {
  try {
    await joined;
  } catch (thrown) {
    // The public contract rejects with the frozen VoiceError.
    throw thrown instanceof VoiceFailure ? thrown.error : thrown;
  }
}
