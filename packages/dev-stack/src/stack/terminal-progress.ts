// The progress of a command as lines at the terminal, one phase after the other; it does not know what they do.
import { startProgress, type Progress } from '../bootstrap/progress.mjs';

/** Where a command tells what it is doing. */
export interface TerminalProgress {
  /** Ends the phase before, and begins one with this sentence. */
  phase(what: string): void;
  /** Replaces the sentence of the phase. */
  readonly tell: (what: string) => void;
  /** Prints a line that stays. */
  readonly note: (line: string) => void;
  /** Ends the phase; whether well is told by `ok`. */
  end(ok?: boolean): void;
}

/** Writes to standard output; what takes less than a second is not shown. */
export function terminalProgress(): TerminalProgress {
  let current: Progress | undefined;
  const end = (ok = true): void => {
    if (ok) current?.done();
    else current?.fail();
    current = undefined;
  };
  return {
    phase: (what) => {
      end();
      current = startProgress(what);
    },
    tell: (what) => current?.update(what),
    note: (line) => console.log(`${process.stdout.isTTY ? '\r\x1b[2K' : ''}${line}`),
    end,
  };
}
