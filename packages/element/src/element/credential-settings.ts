// Turns what is set on the element, and what listeners answer, into one source of tickets; it fetches nothing by itself.

import type { Credentials, CredentialRequest, CredentialSource } from '../model/credentials.ts';
import { voiceError, VoiceFailure } from '../model/error.ts';
import { credentialSource, type TokenSourceLike } from '../token/credential-source.ts';
import { defaultTokenUrl } from '../token/token-url.ts';
import { VoiceTokenRequestEvent, type TokenAnswer } from './ask-events.ts';

/** The element's settings that have to do with tickets. */
export interface CredentialsHost extends EventTarget {
  readonly channelId: string;
  readonly tokenUrl: string;
  readonly tokenSource: TokenSourceLike | null;
  readonly getAuthToken: (() => string | Promise<string>) | null;
  readonly authToken: string | null;
  readonly credentials: string | null;
}

/** Keeps one source as long as what it is made of stays the same, so that a ticket fetched ahead is not thrown away. */
export class CredentialSettings {
  readonly #host: CredentialsHost;
  #made: readonly unknown[] = [];
  #source: CredentialSource | null = null;
  #configured: CredentialSource | null = null;
  #listened = false;
  #probed = false;
  #ahead: Promise<TokenAnswer> | null = null;

  constructor(host: CredentialsHost) {
    this.#host = host;
  }

  /** A listener for the token request appeared on the element itself: that is a source, too. */
  listenerAdded(): void {
    this.#listened = true;
  }

  /**
   * Whether there is a source. Where none is set, whoever answers token requests up the tree is one: they are asked once
   * until `again`, and their answer serves the first request.
   */
  available(again = false): boolean {
    if (!this.source && (again || !this.#probed)) {
      this.#probed = true;
      this.#ahead = this.#ask().answer;
      this.#listened = this.#ahead !== null;
    }
    return this.source !== null;
  }

  /** The source, or null where nothing was set and nobody listens. */
  get source(): CredentialSource | null {
    const { tokenUrl, tokenSource, getAuthToken, authToken } = this.#host;
    const credentials = asCredentials(this.#host.credentials);
    // A new getAuthToken is used from the next request on, but it is no new source: frameworks make one each render.
    const parts = [tokenUrl, tokenSource, Boolean(getAuthToken), authToken, credentials, this.#listened];
    if (parts.some((part, index) => part !== this.#made[index])) {
      this.#made = parts;
      this.#configured = credentialSource({
        tokenUrl: this.#tokenUrl,
        tokenSource,
        getAuthToken: getAuthToken ? () => this.#host.getAuthToken?.() ?? '' : null,
        authToken,
        credentials,
      });
      this.#source =
        this.#configured || this.#listened ? (request: CredentialRequest) => this.#request(request) : null;
    }
    return this.#source;
  }

  get #tokenUrl(): string {
    const { tokenUrl } = this.#host;
    if (!tokenUrl) return defaultTokenUrl();
    return URL.canParse(tokenUrl, document.baseURI) ? new URL(tokenUrl, document.baseURI).href : tokenUrl;
  }

  async #request(request: CredentialRequest): Promise<Credentials> {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead) return this.#redeem(ahead, request);
    const { answer, defaultPrevented } = this.#ask();
    if (answer) return this.#redeem(answer, request);
    if (defaultPrevented) throw new VoiceFailure(CANCELED);
    if (!this.#configured) throw new VoiceFailure(NOBODY_ANSWERED);
    return this.#configured(request);
  }

  #ask(): VoiceTokenRequestEvent {
    const event = new VoiceTokenRequestEvent(this.#host.channelId);
    this.#host.dispatchEvent(event);
    return event;
  }

  async #redeem(answer: Promise<TokenAnswer>, request: CredentialRequest): Promise<Credentials> {
    let first: Promise<TokenAnswer> | null = answer;
    const next = async (): Promise<TokenAnswer> => {
      const given = first ?? this.#ask().answer;
      first = null;
      return given ?? '';
    };
    const given = await answer.catch((cause: unknown) => {
      throw new VoiceFailure(REJECTED, { cause });
    });
    const source =
      typeof given === 'string'
        ? credentialSource({
            tokenUrl: this.#tokenUrl,
            getAuthToken: async () => {
              const token = await next();
              return typeof token === 'string' ? token : '';
            },
            credentials: asCredentials(this.#host.credentials),
          })
        : credentialSource({ tokenUrl: this.#tokenUrl, tokenSource: () => Promise.resolve(given) });
    if (!source) throw new VoiceFailure(NOBODY_ANSWERED);
    return source(request);
  }
}

const asCredentials = (value: string | null) =>
  value === 'same-origin' || value === 'include' ? value : null;

const HINT =
  'Answer voice-token-request by event.respondWith(promise) with a JWT or { serverUrl, participantToken }.';
const NOBODY_ANSWERED = voiceError('token-refused', 'nobody answered voice-token-request', HINT);
const CANCELED = voiceError('token-refused', 'the page canceled voice-token-request', HINT);
const REJECTED = voiceError('token-refused', 'the answer to voice-token-request failed', HINT);
