// Runs test files in a browser, all in one process of their own; knows nothing of which files or why.
import { fileURLToPath } from 'node:url';
import type { BrowserFileReport } from './browser-file-report.ts';
import { sumUp } from './file-result.ts';
import type { FileRun } from './run-node-files.ts';
import { runTestProcess } from './run-test-process.ts';

const entry = fileURLToPath(new URL('./browser-process.ts', import.meta.url));

/**
 * Runs all files; each one's outcome goes to `onFileEnd`. A file of which the runner told nothing, because it crashed,
 * was stopped or passed it over, has failed.
 */
export async function runBrowserFiles(run: FileRun): Promise<void> {
  let last = performance.now();
  const told = new Set<string>();
  run.onFileStart('the browser');
  const { end, output } = await runTestProcess({
    args: [entry, ...run.files],
    limitMs: run.fileLimitMs * run.files.length,
    signal: run.signal,
    onMessage: (message) => {
      const { file, events, output: logs } = message as BrowserFileReport;
      const now = performance.now();
      told.add(file);
      run.onFileEnd(sumUp(file, events, { ok: true }, { output: logs, durationMs: now - last }));
      last = now;
    },
  });
  const reason = end.ok ? 'The browser runner told nothing of it.' : end.reason;
  for (const file of run.files.filter((one) => !told.has(one))) {
    run.onFileEnd(sumUp(file, [], { ok: false, reason }, { output: output.trim(), durationMs: 0 }));
  }
}
