// Waits for a condition, by looking at it again and again; it judges nothing.

import { setTimeout as delay } from 'node:timers/promises';

/** Resolves with what `look` returns as soon as it does not throw; rejects with its last error after `patience` milliseconds. */
export async function eventually<T>(look: () => T | Promise<T>, patience = 10_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await look();
    } catch (thrown) {
      if (performance.now() > end) throw thrown;
      await delay(50);
    }
  }
}
