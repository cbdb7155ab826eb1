// The frozen picture of a call that everything outside the session reads; it knows only plain data.

import type { VoiceError } from './error.ts';
import type { InputMode } from './input.ts';

/** What a person may do in the channel, as the token server granted it. */
export type Role = 'speaker' | 'listener' | 'moderator';

/** How well the media of a person arrives. */
export type ConnectionQuality = 'good' | 'poor' | 'lost' | 'unknown';

/** Somebody in the room. */
export interface Participant {
  /** The host app's id of the person; unique in the room. */
  readonly identity: string;
  /** What people read; hostile text, bind it as text only. */
  readonly name: string;
  /** An `https:` address that was parsed and allowed, else absent. */
  readonly avatarUrl?: string;
  readonly speaking: boolean;
  /** What the person chose or was made to be; without a microphone in the room a person counts as muted. */
  readonly muted: boolean;
  readonly deafened: boolean;
  readonly connection: ConnectionQuality;
  /** How loud this person is for oneself, 0 to 2; 1 is as sent. */
  readonly volume: number;
  /** Whether oneself has silenced this person, for oneself alone. */
  readonly mutedForMe: boolean;
}

/** The state of one's own microphone in this call. */
export type MicrophoneState = 'on' | 'off' | 'turning-on' | 'turning-off' | 'unavailable' | 'not-permitted';

/** Something that a person should know of their own microphone, and that is no failure. */
export type MicrophoneHint = 'talking-while-muted' | 'silent-microphone';

/** Oneself. */
export interface SelfParticipant extends Participant {
  readonly microphone: MicrophoneState;
  readonly microphoneError: VoiceError | null;
  /** Whether sound may leave this machine at this moment. */
  readonly transmitting: boolean;
  readonly inputMode: InputMode;
  /** Whether the push key counts as held; never with the mode `voice`. */
  readonly pushKeyHeld: boolean;
  readonly microphoneHint: MicrophoneHint | null;
}

/** What an idle session waits for. */
export type WaitingFor = 'auth' | 'click' | 'visible';

/** Where the call is. One value, so that "connected with an error" cannot be written down. */
export type Phase =
  | { readonly name: 'idle'; readonly waitingFor?: WaitingFor }
  | { readonly name: 'authorizing' }
  | { readonly name: 'connecting' }
  | { readonly name: 'connected' }
  | {
      readonly name: 'reconnecting';
      /** Milliseconds since 1970, as `Date.now()` gives them. */
      readonly since: number;
      readonly error: VoiceError;
    }
  | { readonly name: 'ended'; readonly reason: 'left' | 'channel-closed' }
  | { readonly name: 'failed'; readonly error: VoiceError };

/** The name of a phase. */
export type PhaseName = Phase['name'];

/** The whole call at one moment: frozen, plain, and the same object until something changes. */
export interface VoiceSnapshot {
  readonly channelId: string;
  readonly channelName: string;
  readonly role: Role | null;
  readonly phase: Phase;
  readonly self: SelfParticipant | null;
  /** The others, in order of joining. */
  readonly participants: readonly Participant[];
  /** `blocked` while the browser waits for a gesture before it plays the others. */
  readonly playback: 'allowed' | 'blocked';
}
