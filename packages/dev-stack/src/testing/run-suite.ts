// Runs one planned suite within its time; knows nothing of the other suites.
import type { ConsoleReport } from './console-report.ts';
import { runBrowserFiles } from './run-browser-files.ts';
import { runNodeFiles } from './run-node-files.ts';
import type { PlannedSuite } from './suites.ts';

/** How often a person hears that it goes on, in milliseconds. */
const progressEveryMs = 15_000;

/**
 * Runs all files of a suite and reports each. A suite without files, or whose runner itself fails, is a failure of its
 * own; when the time is up, or `signal` says so, what still runs is ended and what has not run has failed.
 */
export async function runSuite(
  { suite, files }: PlannedSuite,
  report: ConsoleReport,
  signal: AbortSignal,
): Promise<void> {
  report.suite(suite.name, files.length);
  if (files.length === 0) return report.failed(suite.name, 'It has no test files.');
  const run = suite.runner === 'node' ? runNodeFiles : runBrowserFiles;
  const ticking = setInterval(() => report.progress(), progressEveryMs);
  try {
    await run({
      files,
      concurrency: suite.concurrency,
      fileLimitMs: suite.fileLimitMs,
      signal: AbortSignal.any([signal, AbortSignal.timeout(suite.limitMs)]),
      onFileStart: (file) => report.started(file),
      onFileEnd: (result) => report.ended(result),
    });
  } catch (error) {
    report.failed(suite.name, error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    clearInterval(ticking);
    report.suiteEnded();
  }
}
