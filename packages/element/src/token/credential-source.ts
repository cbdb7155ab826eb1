// Chooses where tickets come from, by the order that the element's documentation gives; it fetches nothing by itself.

import type { Credentials, CredentialSource } from '../model/credentials.ts';
import { errorOf, voiceError, VoiceFailure } from '../model/error.ts';
import { credentialCache } from './credential-cache.ts';
import { hostToken } from './host-token.ts';
import { credentialsFrom } from './http-answer.ts';
import { inTime, PATIENCE } from './in-time.ts';
import { requestToken } from './token-request.ts';

/** A ticket in the shape of LiveKit's token sources. */
export interface TokenSourceAnswer {
  readonly serverUrl: string;
  readonly participantToken: string;
}

/** LiveKit's token source, or a function of one's own. */
export type TokenSourceLike =
  | { fetch(options: { roomName: string }, force?: boolean): Promise<TokenSourceAnswer> }
  | ((channelId: string, signal: AbortSignal) => Promise<TokenSourceAnswer>);

/** The element's settings that have to do with tickets. */
export interface CredentialSettings {
  readonly tokenUrl: string;
  readonly tokenSource?: TokenSourceLike | null;
  readonly getAuthToken?: (() => string | Promise<string>) | null;
  readonly authToken?: string | null;
  readonly credentials?: 'same-origin' | 'include' | null;
}

/**
 * The first source that is set: `tokenSource`, `getAuthToken`, `auth-token`, `credentials`; null without any. Tickets are kept
 * while they are fresh, so that one that was fetched ahead serves the join. `patience` is in milliseconds.
 */
export function credentialSource(
  settings: CredentialSettings,
  patience: number = PATIENCE,
): CredentialSource | null {
  const { tokenSource, getAuthToken, authToken, credentials } = settings;
  if (tokenSource) return credentialCache(fromTokenSource(tokenSource, patience));
  if (getAuthToken)
    return credentialCache(fromHostToken(settings.tokenUrl, getAuthToken, credentials ?? null));
  if (authToken)
    return credentialCache(fromHostToken(settings.tokenUrl, () => authToken, credentials ?? null));
  if (credentials) {
    return credentialCache(({ channelId, signal }) =>
      requestToken({ tokenUrl: settings.tokenUrl, channelId, authToken: null, credentials, signal }),
    );
  }
  return null;
}

/** Asks the host for its JWT before each request, and once more after a 401: the first may just have expired. */
function fromHostToken(
  tokenUrl: string,
  ask: () => string | Promise<string>,
  credentials: RequestCredentials | null,
): CredentialSource {
  const request = async (channelId: string, signal: AbortSignal): Promise<Credentials> => {
    const authToken = await hostToken(ask, signal);
    return requestToken({
      tokenUrl,
      channelId,
      authToken,
      credentials: credentials ?? 'same-origin',
      signal,
    });
  };
  return async ({ channelId, signal }) => {
    try {
      return await request(channelId, signal);
    } catch (thrown) {
      if (!(thrown instanceof VoiceFailure) || !thrown.unauthorized) throw thrown;
      return request(channelId, signal);
    }
  };
}

function fromTokenSource(source: TokenSourceLike, patience: number): CredentialSource {
  return async ({ channelId, force, signal }) => {
    let answer: unknown;
    try {
      answer = await inTime(
        () =>
          typeof source === 'function'
            ? source(channelId, signal)
            : // LiveKit's cache answers with the ticket of the room before after a fetch that failed: never let it.
              source.fetch({ roomName: `voice-${channelId}` }, force),
        { signal, patience, late: () => new Error('it gave no answer in time') },
      );
    } catch (thrown) {
      signal.throwIfAborted();
      if (thrown instanceof VoiceFailure) throw thrown;
      throw new VoiceFailure(
        voiceError('token-unreachable', errorOf(thrown, 'token-unreachable').message, 'tokenSource failed.'),
        { cause: thrown },
      );
    }
    return credentialsFrom({ status: 200, retryAfter: null, body: answer });
  };
}
