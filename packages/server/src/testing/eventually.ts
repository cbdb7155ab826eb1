// Waits for a condition by asking again and again, for tests of real parts; it does not know what is asked.
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once `ask` gives true; throws "waited … ms in vain for WHAT" after `limit` milliseconds. */
export async function eventually(
  what: string,
  ask: () => boolean | undefined | Promise<boolean | undefined>,
  limit = 10_000,
): Promise<void> {
  const deadline = performance.now() + limit;
  while ((await ask()) !== true) {
    if (performance.now() > deadline) throw new Error(`waited ${limit} ms in vain for ${what}`);
    await delay(10);
  }
}
