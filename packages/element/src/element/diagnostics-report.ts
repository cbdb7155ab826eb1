// Writes down how a call and its page stand, for a bug report: codes and counts, never a token, a name or an identity.

import type { VoiceErrorCode } from '../model/error.ts';
import type { PhaseName, Role, VoiceSnapshot } from '../model/snapshot.ts';
import { VERSION } from './version.ts';

/** One line of the log. */
export interface DiagnosticsEntry {
  /** Milliseconds since the page was opened. */
  readonly at: number;
  readonly phase?: PhaseName;
  readonly error?: VoiceErrorCode;
}

/** Plain JSON, safe to paste into a bug report. */
export interface DiagnosticsReport {
  readonly version: string;
  readonly phase: PhaseName;
  readonly error: VoiceErrorCode | null;
  readonly role: Role | null;
  readonly others: number;
  readonly microphone: string | null;
  readonly microphoneError: VoiceErrorCode | null;
  readonly microphonePermission: string;
  readonly playback: VoiceSnapshot['playback'];
  readonly page: {
    readonly secure: boolean;
    readonly visible: boolean;
    readonly online: boolean;
    readonly framed: boolean;
  };
  readonly browser: string;
  readonly log: readonly DiagnosticsEntry[];
}

/** The report of now. */
export async function diagnosticsReport(
  { phase, role, self, participants, playback }: VoiceSnapshot,
  log: readonly DiagnosticsEntry[],
): Promise<DiagnosticsReport> {
  return {
    version: VERSION,
    phase: phase.name,
    error: 'error' in phase ? phase.error.code : null,
    role,
    others: participants.length,
    microphone: self?.microphone ?? null,
    microphoneError: self?.microphoneError?.code ?? null,
    microphonePermission: await permission(),
    playback,
    page: {
      secure: isSecureContext,
      visible: document.visibilityState === 'visible',
      online: navigator.onLine,
      framed: window.top !== window,
    },
    browser: navigator.userAgent,
    log,
  };
}

async function permission(): Promise<string> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state;
  } catch {
    return 'unknown';
  }
}
