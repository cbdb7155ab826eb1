// The closed list of what can go wrong in a call, as frozen plain data; it knows no library and no language.

/** What ends a call or keeps it from beginning, and what keeps the microphone from working while the call goes on. */
export type VoiceErrorCode = CallErrorCode | MicrophoneErrorCode;

/** Errors of the call itself. */
export type CallErrorCode =
  | 'token-refused'
  | 'token-unreachable'
  | 'token-rate-limited'
  | 'channel-forbidden'
  | 'connection-failed'
  | 'connection-lost'
  | 'room-full'
  | 'removed'
  | 'joined-elsewhere'
  | 'unsupported-browser'
  | 'in-app-browser'
  | 'invalid-configuration';

/** Errors of the microphone: the call goes on and the person listens. */
export type MicrophoneErrorCode =
  | 'microphone-denied'
  | 'microphone-blocked-by-page'
  | 'microphone-blocked-by-system'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'microphone-interrupted'
  | 'insecure-context';

/** A failure as the host page sees it. `message` is for developers; people read the text that the locale has for `code`. */
export interface VoiceError {
  readonly code: VoiceErrorCode;
  readonly message: string;
  /** Whether trying again may help without anybody changing a setting. */
  readonly retryable: boolean;
  /** What the site's owner can do, where that is known. */
  readonly hint?: string;
}

const RETRYABLE: Record<VoiceErrorCode, boolean> = {
  'token-refused': false,
  'token-unreachable': true,
  'token-rate-limited': true,
  'channel-forbidden': false,
  'connection-failed': true,
  'connection-lost': true,
  'room-full': true,
  removed: false,
  'joined-elsewhere': true,
  'unsupported-browser': false,
  'in-app-browser': false,
  'invalid-configuration': false,
  'microphone-denied': true,
  'microphone-blocked-by-page': false,
  'microphone-blocked-by-system': true,
  'microphone-missing': true,
  'microphone-busy': true,
  'microphone-interrupted': true,
  'insecure-context': false,
};

const prefix = (code: VoiceErrorCode): string => {
  if (code.startsWith('token-')) return 'Failed to get LiveKit token';
  if (code.startsWith('connection-')) return 'Failed to connect to voice room';
  return '';
};

/**
 * Makes a frozen {@link VoiceError}. The message of a `token-*` error begins "Failed to get LiveKit token" and that of a
 * `connection-*` error "Failed to connect to voice room", so that developers find both in the troubleshooting list.
 */
export function voiceError(code: VoiceErrorCode, detail: string, hint?: string): VoiceError {
  const start = prefix(code);
  const message = start === '' ? detail : `${start}: ${detail}`;
  return Object.freeze({
    code,
    message,
    retryable: RETRYABLE[code],
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A {@link VoiceError} on its way through `throw` and promise rejections inside this package. */
export class VoiceFailure extends Error {
  override readonly name = 'VoiceFailure';
  readonly error: VoiceError;
  /** Seconds the other side asked to wait before trying again, where it said so. */
  readonly retryAfter: number | undefined;
  /** Whether the host's own token was refused as such, so that a fresh one may help. */
  readonly unauthorized: boolean;

  constructor(
    error: VoiceError,
    options: { cause?: unknown; retryAfter?: number; unauthorized?: boolean } = {},
  ) {
    super(error.message, 'cause' in options ? { cause: options.cause } : {});
    this.error = error;
    this.retryAfter = options.retryAfter;
    this.unauthorized = options.unauthorized ?? false;
  }
}

/** The {@link VoiceError} inside anything that was thrown; what nobody translated counts as `fallback`. */
export function errorOf(thrown: unknown, fallback: VoiceErrorCode): VoiceError {
  if (thrown instanceof VoiceFailure) return thrown.error;
  return voiceError(fallback, thrown instanceof Error ? thrown.message : 'unknown reason');
}
