// Keeps what helps to find a fault in somebody else's call: phases and codes, never a token, a name or an identity.

import type { VoiceSnapshot } from '../model/snapshot.ts';
import type { Fact } from '../session/announce.ts';
import type { DiagnosticsEntry, DiagnosticsReport } from './diagnostics-report.ts';
import { tellOwner } from './owner-console.ts';

const LONGEST_LOG = 50;

/** Keeps the last phases and error codes of one element. */
export class Diagnostics {
  readonly #log: DiagnosticsEntry[] = [];

  /** Takes note of a fact, where it is a phase or an error; what the site's owner can cure goes to the console too. */
  note(fact: Fact): void {
    const at = Math.round(performance.now());
    if (fact.type === 'phase-change') this.#log.push({ at, phase: fact.phase.name });
    else if (fact.type === 'error') {
      this.#log.push({ at, error: fact.error.code });
      tellOwner(fact.error);
    }
    if (this.#log.length > LONGEST_LOG) this.#log.shift();
  }

  /** The report of now. */
  async report(snapshot: VoiceSnapshot): Promise<DiagnosticsReport> {
    const { diagnosticsReport } = await import('./diagnostics-report.ts');
    return diagnosticsReport(snapshot, [...this.#log]);
  }
}
