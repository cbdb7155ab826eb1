// Turns what the browser runner knows of one test file into plain events; starts nothing.
import type { TestSession } from '@web/test-runner';
import type { TestEvent } from './file-result.ts';

type Suite = NonNullable<TestSession['testResults']>;
type Session = Pick<TestSession, 'errors' | 'testResults' | 'request404s' | 'logs'>;

/** What became of one file in the browser, as it is sent from the process that runs the browser. */
export interface BrowserFileReport {
  file: string;
  events: TestEvent[];
  output: string;
}

function stackOf(error: { message: string; stack?: string } | undefined): string {
  if (!error) return 'It failed without an error.';
  return error.stack?.includes(error.message)
    ? error.stack
    : `${error.message}\n${error.stack ?? ''}`.trimEnd();
}

function eventsOf(suite: Suite, path: readonly string[]): TestEvent[] {
  const tests = suite.tests.map((test): TestEvent => {
    if (test.skipped) return { kind: 'skipped' };
    if (test.passed) return { kind: 'passed' };
    return { kind: 'failed', name: [...path, test.name].join(' › '), stack: stackOf(test.error) };
  });
  return [...tests, ...suite.suites.flatMap((inner) => eventsOf(inner, [...path, inner.name]))];
}

/** One report from the sessions of a file (one for each browser): its tests, and its errors outside of tests. */
export function toBrowserFileReport(file: string, sessions: readonly Session[]): BrowserFileReport {
  const events = sessions.flatMap((session): TestEvent[] => [
    ...(session.testResults ? eventsOf(session.testResults, []) : []),
    ...session.errors.map((error): TestEvent => ({
      kind: 'failed',
      name: 'the whole file',
      stack: stackOf(error),
    })),
  ]);
  const lines = sessions.flatMap((session) => [
    ...session.logs.map((log) => log.map(String).join(' ')),
    ...session.request404s.map((url) => `not found: ${url}`),
  ]);
  return { file, events: [...events, { kind: 'finished' }], output: lines.join('\n') };
}
