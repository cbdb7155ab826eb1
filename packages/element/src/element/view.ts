// What every template gets: plain values and a way to ask; no template sees a session.

import type { VoiceSnapshot } from '../model/snapshot.ts';
import type { PlainAskType } from './ask-events.ts';
import type { Text } from './texts.ts';

/** Opens the menu of a person at a button of their tile; `event` is what asked for it. */
export type OpenMenu = (identity: string, opener: HTMLElement, event: Event) => void;

/** One rendering of the room. */
export interface View {
  readonly snapshot: VoiceSnapshot;
  readonly text: Text;
  /** Whole seconds since the person began to wait for what the room waits for now. */
  readonly seconds: number;
  /** Whether a plain join would be a muted one. */
  readonly startsMuted: boolean;
  /** Whether the answer to "How to fix" is shown. */
  readonly fixShown: boolean;
  readonly ask: (type: PlainAskType) => void;
  readonly askToJoin: (muted: boolean) => void;
  readonly toggleFix: () => unknown;
  /** Draws the push button; null before it is loaded. */
  readonly pushButton: ((view: View) => unknown) | null;
  /** Opens somebody's menu; always the same function. */
  readonly openMenu: OpenMenu;
}
