// Runs test files under Node, each in a process of its own; knows nothing of which files or why.
import type { FileResult, TestEvent } from './file-result.ts';
import { sumUp } from './file-result.ts';
import { runTestProcess } from './run-test-process.ts';

/** What a runner of test files is given, whatever runs them. */
export interface FileRun {
  /** Paths from the repository's top. */
  files: readonly string[];
  /** How many at the same time. */
  concurrency: number;
  /** The most that one file may take, in milliseconds. */
  fileLimitMs: number;
  signal: AbortSignal;
  onFileStart: (file: string) => void;
  onFileEnd: (result: FileResult) => void;
}

const reporter = new URL('./node-reporter.ts', import.meta.url).href;

async function runFile(file: string, run: FileRun): Promise<FileResult> {
  const started = performance.now();
  const events: TestEvent[] = [];
  const { end, output } = await runTestProcess({
    args: [`--test-reporter=${reporter}`, '--test-reporter-destination=stdout', file],
    limitMs: run.fileLimitMs,
    signal: run.signal,
    onMessage: (message) => events.push(message as TestEvent),
  });
  return sumUp(file, events, end, { output: output.trim(), durationMs: performance.now() - started });
}

/** Runs all files, `concurrency` at a time, in their order; each one's outcome goes to `onFileEnd`. */
export async function runNodeFiles(run: FileRun): Promise<void> {
  const waiting = [...run.files];
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      run.onFileStart(file);
      run.onFileEnd(await runFile(file, run));
    }
  };
  await Promise.all(Array.from({ length: run.concurrency }, worker));
}
