// The form of a result: a number beside its peer, its limit and its goals; it does not know how it is printed.

/** What was promised about a number, and whether it holds. */
export interface Goal {
  /** What was found, for example `3.1 × the peer`. */
  readonly found: string;
  /** What was promised, for example `at least 2.5`. */
  readonly wanted: string;
  readonly met: boolean;
}

/** One line of the table. A text is for people, with its unit; `–` stands where there is nothing to say. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  readonly limit: string;
  readonly goals: readonly Goal[];
}

/** A part of the suite: its lines, remarks on how they were taken, and every single number for programs. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Markdown below the table: further tables and remarks. */
  readonly details: string;
  readonly data: unknown;
}

/** A goal that a number must reach. */
export function atLeast(value: number, wanted: number, of: string): Goal {
  return { found: `${value.toFixed(2)} ${of}`, wanted: `at least ${wanted}`, met: value >= wanted };
}

/** A goal that a number must not exceed. */
export function atMost(value: number, wanted: number, of: string): Goal {
  return { found: `${value.toFixed(2)} ${of}`, wanted: `at most ${wanted}`, met: value <= wanted };
}
