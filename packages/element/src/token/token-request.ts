// One request to a token endpoint; it knows HTTP and nothing of who asks for what reason.

import type { Credentials } from '../model/credentials.ts';
import { voiceError, VoiceFailure } from '../model/error.ts';
import { credentialsFrom } from './http-answer.ts';

/** Milliseconds before an endpoint that says nothing counts as away. */
const PATIENCE = 10_000;
/** Characters of an answer that are read at most. */
const LONGEST_ANSWER = 64 * 1024;

/** What to ask for, and with what right. */
export interface TokenRequest {
  readonly tokenUrl: string;
  readonly channelId: string;
  /** The host app's JWT, or null where cookies speak for the person. */
  readonly authToken: string | null;
  readonly credentials: RequestCredentials;
  readonly signal: AbortSignal;
}

/** Asks once. Rejects with a `VoiceFailure`, or with the signal's reason after an abort. */
export async function requestToken(request: TokenRequest): Promise<Credentials> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]);
  let response: Response;
  let text: string;
  try {
    response = await fetch(request.tokenUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(request.authToken === null ? {} : { Authorization: `Bearer ${request.authToken}` }),
      },
      body: JSON.stringify({ channel_id: request.channelId }),
      credentials: request.credentials,
      cache: 'no-store',
      redirect: 'error',
      signal,
    });
    text = await response.text();
  } catch (cause) {
    request.signal.throwIfAborted();
    throw new VoiceFailure(
      voiceError(
        'token-unreachable',
        signal.aborted ? 'the token server did not answer in time' : 'the token server cannot be reached',
        'Check that the token server runs, that token-url is right, and that ALLOWED_ORIGINS and the page’s connect-src allow it.',
      ),
      { cause },
    );
  }
  return credentialsFrom({
    status: response.status,
    retryAfter: response.headers.get('Retry-After'),
    body: text.length > LONGEST_ANSWER ? undefined : parsed(text),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
