// Waits for a condition in tests, by looking at it again and again; never shipped.

/**
 * Resolves with what `look` returns as soon as it does not throw; rejects with its last error after `patience` milliseconds.
 */
export async function eventually<T>(look: () => T | Promise<T>, patience = 8_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await look();
    } catch (thrown) {
      if (performance.now() > end) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
