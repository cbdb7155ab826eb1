// What became of one test file, as plain data; knows no test runner.

/** One test that failed, or one reason why a whole file did. */
export interface TestFailure {
  /** Outer suites first, parted by " › ". */
  name: string;
  /** Message and stack. */
  stack: string;
}

/** What a runner tells while a file runs. */
export type TestEvent =
  { kind: 'passed' } | { kind: 'skipped' } | ({ kind: 'failed' } & TestFailure) | { kind: 'finished' };

/** What became of one test file. */
export interface FileResult {
  /** Path from the repository's top. */
  file: string;
  passed: number;
  skipped: number;
  failures: readonly TestFailure[];
  /** What the file printed, or the browser's console. */
  output: string;
  durationMs: number;
}

/** How the process or page that ran a file ended: well, or with a sentence that says how not. */
export type FileEnd = { ok: true } | { ok: false; reason: string };

/**
 * Sums up what a file told and how it ended. A file that crashed, never finished or ran no test at all has a failure
 * of its own, even where every test that it told of passed.
 */
export function sumUp(
  file: string,
  events: readonly TestEvent[],
  end: FileEnd,
  rest: Pick<FileResult, 'output' | 'durationMs'>,
): FileResult {
  const count = (kind: TestEvent['kind']) => events.filter((event) => event.kind === kind).length;
  const failures: TestFailure[] = events.flatMap((event) => (event.kind === 'failed' ? [event] : []));
  const [passed, skipped] = [count('passed'), count('skipped')];
  const whole = (stack: string) => failures.push({ name: 'the whole file', stack });
  if (!end.ok) {
    if (failures.length === 0 || count('finished') === 0) whole(end.reason);
  } else if (count('finished') === 0) whole('It ended before all of its tests had run.');
  else if (passed + skipped + failures.length === 0) whole('It ran no test at all.');
  return { file, passed, skipped, failures, ...rest };
}
