// The main entry: the element's class, its events and every public type; nothing happens by importing it.

export { VoiceRoom } from './element/voice-room.ts';
export * from './element/ask-events.ts';
export {
  VoiceDeafenChangeEvent,
  VoiceErrorEvent,
  VoiceMuteChangeEvent,
  VoiceParticipantJoinEvent,
  VoiceParticipantLeaveEvent,
  VoicePhaseChangeEvent,
  VoiceSpeakingChangeEvent,
} from './element/fact-events.ts';
export type { DiagnosticsReport } from './element/diagnostics-report.ts';
export type { Prepare } from './element/prepare-ahead.ts';
export type { Announcements, Lobby, Shortcuts, Theme, Variant } from './element/settings.ts';
export type { TextOverrides } from './element/texts.ts';
export type { SettingsTranslation } from './locales/en-settings.ts';
export type { VoiceRoomTranslation } from './locales/en.ts';
export type { TokenSourceAnswer, TokenSourceLike } from './token/credential-source.ts';
export * from './session.ts';
