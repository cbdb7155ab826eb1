// The public events that ask before something is done for a person; canceling one keeps it from being done.

import type { TokenSourceAnswer } from '../token/credential-source.ts';

const ASKED: EventInit = { bubbles: true, composed: true, cancelable: true };

/** A control that asks nothing but to be allowed to act. */
export type PlainAskType =
  | 'voice-leave-request'
  | 'voice-mute-request'
  | 'voice-deafen-request'
  | 'voice-microphone-request'
  | 'voice-playback-request'
  | 'voice-push-request'
  | 'voice-settings-request';

/** Every ask that a person's gesture or the automatic join fires, answered by one table in the element. */
export type AskType =
  PlainAskType | 'voice-join-request' | 'voice-volume-request' | 'voice-local-mute-request';

/** A person pressed a control, or the element is about to join by itself. */
export class VoiceAskEvent extends Event {
  declare readonly type: AskType;

  constructor(type: AskType) {
    super(type, ASKED);
  }
}

/** Somebody wants to join. */
export class VoiceJoinRequestEvent extends VoiceAskEvent {
  declare readonly type: 'voice-join-request';
  /** Whether the element joins by itself, without a gesture. */
  readonly automatic: boolean;
  /** Whether the person chose to join muted. */
  readonly muted: boolean;

  constructor(options: { readonly automatic: boolean; readonly muted: boolean }) {
    super('voice-join-request');
    this.automatic = options.automatic;
    this.muted = options.muted;
  }
}

/** Somebody wants to hear another person louder or softer. */
export class VoiceVolumeRequestEvent extends VoiceAskEvent {
  declare readonly type: 'voice-volume-request';
  readonly identity: string;
  /** 0 to 2; 1 is as sent. */
  readonly volume: number;

  constructor(identity: string, volume: number) {
    super('voice-volume-request');
    this.identity = identity;
    this.volume = volume;
  }
}

/** Somebody wants to silence another person for themselves, or to hear them again. */
export class VoiceLocalMuteRequestEvent extends VoiceAskEvent {
  declare readonly type: 'voice-local-mute-request';
  readonly identity: string;
  readonly muted: boolean;

  constructor(identity: string, muted: boolean) {
    super('voice-local-mute-request');
    this.identity = identity;
    this.muted = muted;
  }
}

/** What a page may answer when it is asked for a token: its own JWT, or a ticket to the room. */
export type TokenAnswer = string | TokenSourceAnswer;

/**
 * A ticket to a room is needed. A listener may call {@link VoiceTokenRequestEvent.respondWith} before it returns; without an
 * answer the sources set on the element are asked. Canceling refuses the ticket.
 */
export class VoiceTokenRequestEvent extends Event {
  readonly channelId: string;
  #answer: Promise<TokenAnswer> | null = null;

  constructor(channelId: string) {
    super('voice-token-request', ASKED);
    this.channelId = channelId;
  }

  /** The first answer that was given, or null. */
  get answer(): Promise<TokenAnswer> | null {
    return this.#answer;
  }

  /** Answers with the host app's JWT or with a ticket. The first answer counts. */
  respondWith(answer: TokenAnswer | Promise<TokenAnswer>): void {
    if (this.#answer) return;
    this.#answer = Promise.resolve(answer);
    // Whoever takes the answer sees its failure; an answer that nobody takes must not end as an unhandled rejection.
    this.#answer.catch(() => undefined);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'voice-join-request': VoiceJoinRequestEvent;
    'voice-leave-request': VoiceAskEvent;
    'voice-mute-request': VoiceAskEvent;
    'voice-deafen-request': VoiceAskEvent;
    'voice-microphone-request': VoiceAskEvent;
    'voice-playback-request': VoiceAskEvent;
    'voice-push-request': VoiceAskEvent;
    'voice-settings-request': VoiceAskEvent;
    'voice-volume-request': VoiceVolumeRequestEvent;
    'voice-local-mute-request': VoiceLocalMuteRequestEvent;
    'voice-token-request': VoiceTokenRequestEvent;
  }
}
