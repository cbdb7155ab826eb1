// The one error whose message is written for the person at the terminal; it knows nothing of what failed.

/** Something that cannot be had; the message says what, why it is needed and how to get it. */
export class BootstrapError extends Error {
  /** @override */
  name = 'BootstrapError';
}
