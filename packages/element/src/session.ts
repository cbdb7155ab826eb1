// The headless entry: a voice session wired to LiveKit and to the browser's audio, both loaded on first need; no Lit, no element.

import type { AudioKit } from './model/audio.ts';
import type { Transport } from './model/transport.ts';
import type { VoiceSessionOptions } from './session/voice-session-options.ts';
import { VoiceSession as Session } from './session/voice-session.ts';

export type { CredentialRequest, Credentials, CredentialSource } from './model/credentials.ts';
export type { InputMode, InputSettings, Sensitivity } from './model/input.ts';
export type { CallErrorCode, MicrophoneErrorCode, VoiceError, VoiceErrorCode } from './model/error.ts';
export type {
  ConnectionQuality,
  MicrophoneHint,
  MicrophoneState,
  Participant,
  Phase,
  Role,
  SelfParticipant,
  VoiceSnapshot,
  WaitingFor,
} from './model/snapshot.ts';
export type { SnapshotListener } from './session/snapshot-store.ts';
export type { VoiceSessionOptions } from './session/voice-session-options.ts';

/** A {@link Session} on LiveKit. Any part may be replaced by another one of the same shape. */
export class VoiceSession extends Session {
  constructor(options: Partial<VoiceSessionOptions> = {}) {
    super({ transport: once(loadTransport), audio: once(loadAudio), ...options });
  }
}

const loadTransport = async (): Promise<Transport> => {
  const { LiveKitTransport } = await import('./livekit/livekit-transport.ts');
  return new LiveKitTransport();
};

const loadAudio = async (): Promise<AudioKit> => {
  const { BrowserAudio } = await import('./audio/browser-audio.ts');
  return new BrowserAudio();
};

/** One load for all callers; a load that failed is tried again by the next. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () =>
    (loading ??= load().catch((thrown: unknown) => {
      loading = null;
      throw thrown;
    }));
}
