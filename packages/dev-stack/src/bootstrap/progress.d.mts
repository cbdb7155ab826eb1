// The types of progress.mjs, which is plain JavaScript because it runs before TypeScript can.

/** A running progress line. Ending it twice does nothing more. */
export interface Progress {
  /** Changes what the line says; the seconds go on. */
  update(text: string): void;
  /** Ends the line: it went well. */
  done(): void;
  /** Ends the line: it went wrong. The reason is the caller's to print. */
  fail(): void;
}

/** Shows `label` with the seconds since it began, every second on a terminal and every 5 s in a log. */
export function startProgress(label: string, options?: { stream?: NodeJS.WriteStream }): Progress;
