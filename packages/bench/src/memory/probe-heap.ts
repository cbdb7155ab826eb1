// Asks a server that `heap-probe.ts` was loaded into for the size of its memory.
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { MemoryAnswer } from './heap-probe.ts';

/** Milliseconds between two looks, and all together. */
const LOOK = 20;
const PATIENCE = 10_000;

/** What is left in the heap of `pid` after a full collection. Rejects where no answer comes to `file`. */
export async function probeHeap(pid: number, file: string): Promise<MemoryAnswer> {
  await rm(file, { force: true });
  process.kill(pid, 'SIGWINCH');
  const deadline = performance.now() + PATIENCE;
  while (performance.now() < deadline) {
    await delay(LOOK);
    try {
      return JSON.parse(await readFile(file, 'utf8')) as MemoryAnswer;
    } catch {
      // Not there yet, or half written.
    }
  }
  throw new Error('the server did not tell the size of its memory');
}
