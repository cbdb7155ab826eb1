// Collects what helps to find a fault in somebody else's call: codes and counts, never a token, a name or an identity.

import type { VoiceErrorCode } from '../model/error.ts';
import type { PhaseName, Role, VoiceSnapshot } from '../model/snapshot.ts';
import type { Fact } from '../session/announce.ts';
import { VERSION } from './version.ts';

/** One line of the log. */
interface DiagnosticsEntry {
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

const LONGEST_LOG = 50;

/** Keeps the last phases and error codes of one element. */
export class Diagnostics {
  readonly #log: DiagnosticsEntry[] = [];

  /** Takes note of a fact, where it is a phase or an error. */
  note(fact: Fact): void {
    const at = Math.round(performance.now());
    if (fact.type === 'phase-change') this.#log.push({ at, phase: fact.phase.name });
    else if (fact.type === 'error') this.#log.push({ at, error: fact.error.code });
    if (this.#log.length > LONGEST_LOG) this.#log.shift();
  }

  /** The report of now. */
  async report({ phase, role, self, participants, playback }: VoiceSnapshot): Promise<DiagnosticsReport> {
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
      log: [...this.#log],
    };
  }
}

async function permission(): Promise<string> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state;
  } catch {
    return 'unknown';
  }
}
