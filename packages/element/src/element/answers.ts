// What each ask does when nobody cancels it: the only way from a control to the session; who asked is not its affair.

import type { VoiceSession } from '../session/voice-session.ts';
import {
  VoiceJoinRequestEvent,
  VoiceLocalMuteRequestEvent,
  VoiceVolumeRequestEvent,
  type AskType,
  type VoiceAskEvent,
} from './ask-events.ts';

/** One answer for every ask. */
export type Answers = { readonly [Type in AskType]: (ask: VoiceAskEvent) => Promise<void> | void };

/** What the answers act on. */
export interface AnswersOptions {
  readonly session: () => VoiceSession;
  readonly join: (muted: boolean) => Promise<void>;
  readonly openSettings: () => Promise<void> | void;
  /** How the others are heard, and remembered. */
  readonly others: {
    setVolume(identity: string, volume: number): void;
    setMuted(identity: string, muted: boolean): void;
  };
}

/** The table. */
export function answersFor({ session, join, openSettings, others }: AnswersOptions): Answers {
  return {
    'voice-join-request': (ask) => join(ask instanceof VoiceJoinRequestEvent && ask.muted),
    'voice-leave-request': () => session().leave(),
    'voice-mute-request': () => {
      session().toggleMuted();
    },
    'voice-deafen-request': () => {
      session().toggleDeafened();
    },
    'voice-microphone-request': () => {
      session().retryMicrophone();
    },
    'voice-playback-request': () => session().startPlayback(),
    'voice-push-request': () => {
      session().pressPushKey();
    },
    'voice-settings-request': openSettings,
    'voice-volume-request': (ask) => {
      if (ask instanceof VoiceVolumeRequestEvent) others.setVolume(ask.identity, ask.volume);
    },
    'voice-local-mute-request': (ask) => {
      if (ask instanceof VoiceLocalMuteRequestEvent) others.setMuted(ask.identity, ask.muted);
    },
  };
}
