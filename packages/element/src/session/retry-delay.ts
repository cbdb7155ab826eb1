// How long to wait before the next attempt to come back; pure.

const FIRST = 500;
const LONGEST = 20_000;

/**
 * Milliseconds before attempt number `attempt` (0 is the first): doubling from half a second to twenty, with jitter so that
 * a room full of people does not come back in the same instant. `random` is in [0, 1).
 * `retryAfter`, in seconds, is what the server asked for and is always respected.
 */
export function retryDelay(attempt: number, random: number, retryAfter = 0): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** attempt);
  return Math.max(retryAfter * 1000, ceiling / 2 + (random * ceiling) / 2);
}
