// Waits for a condition by asking again and again, for tests of real processes; it does not know what is asked.
import { setTimeout as delay } from 'node:timers/promises';

/** How often the condition is asked, in milliseconds. */
const LOOK = 25;

/**
 * Resolves with the first result of `ask` that is neither false nor undefined.
 *
 * @param what completes the error "waited … ms in vain for …"
 * @param limit in milliseconds
 * @throws where there is none in time
 */
export async function eventually<Result>(
  what: string,
  ask: () => Result | false | undefined | Promise<Result | false | undefined>,
  limit = 10_000,
): Promise<Result> {
  const deadline = performance.now() + limit;
  for (;;) {
    const result = await ask();
    if (result !== false && result !== undefined) return result;
    if (performance.now() > deadline) throw new Error(`waited ${limit} ms in vain for ${what}`);
    await delay(LOOK);
  }
}
