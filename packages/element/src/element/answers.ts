// What each ask does when nobody cancels it: the only way from a control to the session; who asked is not its affair.

import type { VoiceSession } from '../session/voice-session.ts';
import { VoiceJoinRequestEvent, type AskType, type VoiceAskEvent } from './ask-events.ts';

/** One answer for every ask. */
export type Answers = { readonly [Type in AskType]: (ask: VoiceAskEvent) => Promise<void> | void };

/** What the answers act on. */
export interface AnswersOptions {
  readonly session: () => VoiceSession;
  readonly join: (muted: boolean) => Promise<void>;
  readonly openSettings: () => Promise<void> | void;
}

/** The table. */
export function answersFor({ session, join, openSettings }: AnswersOptions): Answers {
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
      session().setMuted(false);
    },
    'voice-playback-request': () => session().startPlayback(),
    'voice-push-request': () => {
      session().pressPushKey();
    },
    'voice-settings-request': openSettings,
  };
}
