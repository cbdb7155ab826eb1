// Shows on a terminal or in a log what a long wait is for; it does not know what is waited for.

/** Milliseconds of silence before the first word, and between two. */
const EVERY = { first: 1_000, terminal: 250, log: 5_000 };

/** Progress on one stream. */
export interface Progress {
  /** What is still waited for. */
  waitsFor(what: readonly string[]): void;
  /** Takes its line away. */
  end(): void;
}

/** On a terminal one line that is written again and again, elsewhere a line now and then. */
export function showProgress(output: NodeJS.WritableStream & { isTTY?: boolean }): Progress {
  const isTerminal = output.isTTY === true;
  const started = performance.now();
  let waiting: readonly string[] = [];
  let isShown = false;
  let timer = setTimeout(tell, EVERY.first);

  function tell(): void {
    const seconds = Math.round((performance.now() - started) / 1000);
    const text = `Still trying (${seconds} s): ${waiting.join(', ')}`;
    if (waiting.length > 0) output.write(isTerminal ? `\r\u001b[2K${text.slice(0, 78)}` : `${text}\n`);
    isShown = isTerminal;
    timer = setTimeout(tell, isTerminal ? EVERY.terminal : EVERY.log);
  }

  return {
    waitsFor: (what) => void (waiting = what),
    end() {
      clearTimeout(timer);
      if (isShown) output.write('\r\u001b[2K');
    },
  };
}
