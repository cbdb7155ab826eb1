// Loaded into a measured server before its own code: tells the true size of its memory when asked by a signal.
import { writeFileSync } from 'node:fs';
import { memoryUsage } from 'node:process';

/** What is left after a full collection, in bytes. */
export interface MemoryAnswer {
  readonly heap: number;
  /** Buffers and other memory outside the heap. */
  readonly external: number;
}

const { HEAP_PROBE_FILE = '' } = process.env;

// A signal that means nothing to a server: most others end it, reload it, or start a debugger.
process.on('SIGWINCH', () => {
  globalThis.gc?.();
  const { heapUsed, external } = memoryUsage();
  const answer: MemoryAnswer = { heap: heapUsed, external };
  writeFileSync(HEAP_PROBE_FILE, JSON.stringify(answer));
});
