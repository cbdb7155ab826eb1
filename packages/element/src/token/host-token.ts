// Asks the host page for its own JWT and checks no more than its shape; what it means is the token server's affair.

import { voiceError, VoiceFailure } from '../model/error.ts';

/** Milliseconds that the host page has for its answer. */
const PATIENCE = 10_000;
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
  const token = (await inTime(ask, signal, patience)) as unknown;
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

async function inTime(
  ask: () => string | Promise<string>,
  signal: AbortSignal,
  patience: number,
): Promise<string> {
  const end = new AbortController();
  try {
    return await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(refused('the host page gave no token in time'));
      }, patience);
      end.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
        },
        { once: true },
      );
      signal.addEventListener(
        'abort',
        () => {
          reject(signal.reason as Error);
        },
        { once: true, signal: end.signal },
      );
      Promise.resolve()
        .then(ask)
        .then(resolve, (cause: unknown) => {
          reject(refused('getAuthToken failed', cause));
        });
    });
  } finally {
    end.abort();
  }
}

const refused = (detail: string, cause?: unknown): VoiceFailure =>
  new VoiceFailure(voiceError('token-refused', detail, HINT), cause === undefined ? {} : { cause });
