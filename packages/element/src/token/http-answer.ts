// Translates what a token endpoint answered into credentials or into one of our errors, by one table; it sends nothing.

import type { Credentials } from '../model/credentials.ts';
import { voiceError, VoiceFailure, type VoiceError } from '../model/error.ts';
import type { Role } from '../model/snapshot.ts';

const ROLES: readonly unknown[] = ['speaker', 'listener', 'moderator'] satisfies Role[];

/** What an endpoint answered: its status, its `Retry-After`, its parsed JSON body or undefined. */
export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

/** The credentials in a successful answer, or the error that it means. */
export function credentialsFrom(answer: HttpAnswer): Credentials {
  if (answer.status < 200 || answer.status > 299) throw refusal(answer);
  const { body } = answer;
  const serverUrl = field(body, 'server_url') ?? field(body, 'serverUrl');
  const participantToken = field(body, 'participant_token') ?? field(body, 'participantToken');
  if (typeof serverUrl !== 'string' || !/^wss?:\/\//.test(serverUrl)) {
    throw unreadable('the answer has no server_url that begins with ws:// or wss://');
  }
  if (typeof participantToken !== 'string' || participantToken === '') {
    throw unreadable('the answer has no participant_token');
  }
  const channelName = field(body, 'channel_name');
  const role = field(field(body, 'grant'), 'role');
  return {
    serverUrl,
    participantToken,
    ...(typeof channelName === 'string' && channelName !== '' ? { channelName } : {}),
    ...(ROLES.includes(role) ? { role: role as Role } : {}),
  };
}

function refusal({ status, retryAfter, body }: HttpAnswer): VoiceFailure {
  return new VoiceFailure(errorFor(status, body), { ...seconds(retryAfter), unauthorized: status === 401 });
}

function errorFor(status: number, body: unknown): VoiceError {
  const code = field(body, 'code');
  const said = `the server answered ${status}${typeof code === 'string' ? ` (${code})` : ''}`;
  switch (status) {
    case 401:
      return voiceError(
        'token-refused',
        said,
        'Check that the host app’s JWT is fresh and carries the issuer and audience that the token server expects.',
      );
    case 403:
      return code === 'origin-not-allowed'
        ? voiceError('token-refused', said, 'Add this page’s origin to ALLOWED_ORIGINS of the token server.')
        : voiceError(
            'channel-forbidden',
            said,
            'The token server’s channel access does not open this channel to this person.',
          );
    case 409:
      return voiceError('room-full', said);
    case 429:
      return voiceError('token-rate-limited', said);
    case 400:
    case 413:
    case 415:
    case 422:
      return voiceError('invalid-configuration', `the token server does not accept the request: ${said}`);
    case 404:
    case 405:
      return voiceError(
        'token-unreachable',
        said,
        'There is no token endpoint at this address: set token-url.',
      );
    default:
      return code === 'livekit-unavailable'
        ? voiceError(
            'connection-failed',
            `${said}: LiveKit is away`,
            'Check that LiveKit runs and that LIVEKIT_API_URL reaches it.',
          )
        : voiceError('token-unreachable', said);
  }
}

const unreadable = (detail: string): VoiceFailure =>
  new VoiceFailure(
    voiceError('token-unreachable', detail, 'Check token-url: what answers there is no token endpoint.'),
  );

/** Seconds of a `Retry-After` field (RFC 9110, section 10.2.3), given as a number or as a date. */
function seconds(retryAfter: string | null): { retryAfter?: number } {
  if (retryAfter === null) return {};
  const value = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(value) && value > 0 ? { retryAfter: Math.min(value, 3600) } : {};
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value as unknown;
}
