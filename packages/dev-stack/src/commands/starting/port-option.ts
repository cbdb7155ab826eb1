// Reads the option `--port` of a command; it does not know whether the port is free.

/**
 * The number in `--port`.
 *
 * @throws UsageError where it is no port number
 */
export function portOption(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new UsageError(`--port takes a number from 1 to 65535, not "${text}"`);
  return port;
}

/** A command was given something that it does not take; the message is for the person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
