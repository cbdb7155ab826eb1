// Asks the host page for its own JWT and checks no more than its shape; what it means is the token server's affair.

import { voiceError, VoiceFailure } from '../model/error.ts';
import { inTime, PATIENCE } from './in-time.ts';

/** Bytes that a token may have: more does not pass common header limits. */
const LONGEST = 8 * 1024;

const HINT =
  'getAuthToken has to return the host app’s JWT, as a string or a promise of one, within 10 seconds.';

/** The token, trimmed. Rejects with `token-refused` for anything that cannot be one, and with the signal's reason after an abort. */
export async function hostToken(
  ask: () => string | Promise<string>,
  signal: AbortSignal,
  patience: number = PATIENCE,
): Promise<string> {
  const token = (await inTime(
    async () => {
      try {
        return await ask();
      } catch (cause) {
        throw refused('getAuthToken failed', cause);
      }
    },
    { signal, patience, late: () => refused('the host page gave no token in time') },
  )) as unknown;
  signal.throwIfAborted();
  if (typeof token !== 'string') throw refused('the host page gave no token');
  const trimmed = token.trim();
  if (trimmed === '') throw refused('the host page gave an empty token');
  if (trimmed.length > LONGEST) throw refused(`the host page’s token is longer than ${LONGEST} bytes`);
  // A bearer token is visible ASCII (RFC 6750, section 2.1); anything else would break the header.
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    throw refused('the host page’s token has characters that no token has');
  return trimmed;
}

const refused = (detail: string, cause?: unknown): VoiceFailure =>
  new VoiceFailure(voiceError('token-refused', detail, HINT), cause === undefined ? {} : { cause });
