// Puts a session on the scripted medium, with a page and a token source that a test plays by hand; never shipped.

import type { CredentialRequest } from '../model/credentials.ts';
import { voiceError, VoiceFailure, type VoiceErrorCode } from '../model/error.ts';
import type { VoiceSnapshot } from '../model/snapshot.ts';
import type { VoiceSessionOptions } from '../session/voice-session-options.ts';
import { VoiceSession } from '../session/voice-session.ts';
import { ScriptedAudio } from './scripted-audio.ts';
import { ScriptedTransport } from './scripted-transport.ts';

/** A session with everything around it. */
export interface SessionStage {
  readonly session: VoiceSession;
  readonly transport: ScriptedTransport;
  readonly audio: ScriptedAudio;
  readonly page: EventTarget;
  /** What the token source was asked. */
  readonly requests: CredentialRequest[];
  /** The requests to come are refused with these codes, in order. */
  readonly refusals: VoiceErrorCode[];
  /** Every snapshot that was told. */
  readonly seen: VoiceSnapshot[];
}

const sessions: VoiceSession[] = [];

/** A session on which nothing has happened yet. */
export function stage(options: Partial<VoiceSessionOptions> = {}): SessionStage {
  const transport = new ScriptedTransport();
  const audio = new ScriptedAudio();
  const page = new EventTarget();
  const requests: CredentialRequest[] = [];
  const refusals: VoiceErrorCode[] = [];
  const session = new VoiceSession({
    transport: () => Promise.resolve(transport),
    audio: () => Promise.resolve(audio),
    credentials: (request) => {
      requests.push(request);
      const code = refusals.shift();
      if (code) return Promise.reject(new VoiceFailure(voiceError(code, 'as the script says')));
      return Promise.resolve({ serverUrl: 'ws://script', participantToken: 'ticket', channelName: 'Named' });
    },
    channelId: 'general',
    page,
    ...options,
  });
  sessions.push(session);
  const seen: VoiceSnapshot[] = [];
  session.subscribe((after) => seen.push(after), { signal: new AbortController().signal });
  return { session, transport, audio, page, requests, refusals, seen };
}

/** A session in its call, as far as it gets by itself. */
export async function inCall(options: Partial<VoiceSessionOptions> = {}): Promise<SessionStage> {
  const staged = stage(options);
  await staged.session.join();
  await settle();
  return staged;
}

/** Lets go of every session; call it after each test. */
export async function strike(): Promise<void> {
  await Promise.all(sessions.splice(0).map((session) => session.dispose()));
}

/** Lets everything happen that waits for nothing but its turn; Node's own, so that it also works under a clock that stands still. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What a promise was rejected with. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it resolved',
    (thrown: unknown) => thrown,
  );
