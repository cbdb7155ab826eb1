// Runs one process that tells of its tests over IPC, within a time limit; knows no test runner.
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../commands/building/repository.ts';
import { startChild } from '../process/start-child.ts';
import type { FileEnd } from './file-result.ts';

/** One run of Node: its arguments, its time and what it tells. */
export interface TestProcess {
  args: readonly string[];
  limitMs: number;
  signal: AbortSignal;
  onMessage: (message: unknown) => void;
}

/**
 * Runs the process to its end, or kills it with its children at the limit.
 * Resolves to how it ended and what it printed.
 */
export async function runTestProcess(options: TestProcess): Promise<{ end: FileEnd; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-test-'));
  const file = await open(join(folder, 'output'), 'w');
  // Set where these tests run inside a test of their own: Node would then speak its own language to the parent.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  try {
    const child = await startChild({
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', ...options.args],
      cwd: repositoryRoot,
      env,
      output: file.fd,
      onMessage: options.onMessage,
    });
    const limit = AbortSignal.timeout(options.limitMs);
    const stop = AbortSignal.any([limit, options.signal]);
    const onStop = () => void child.stop(3000);
    if (stop.aborted) onStop();
    stop.addEventListener('abort', onStop, { once: true });
    const { code, signal } = await child.ended;
    stop.removeEventListener('abort', onStop);
    const output = await readFile(join(folder, 'output'), 'utf8');
    if (limit.aborted)
      return { end: { ok: false, reason: `It took longer than ${options.limitMs / 1000} s.` }, output };
    if (options.signal.aborted)
      return { end: { ok: false, reason: 'It was stopped: the time of its suite was up.' }, output };
    if (code === 0) return { end: { ok: true }, output };
    return { end: { ok: false, reason: `Its process ended with ${signal ?? `status ${code}`}.` }, output };
  } finally {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  }
}
