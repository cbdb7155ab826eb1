// Tells when a person or the system wants this process to end; it ends nothing itself.

/** What asks a process to end, in the ways that let it do so in order. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Resolves at the first request to end. Later ones do nothing: one Ctrl-C may arrive twice, from the terminal and from
 * npm. A closed output counts as one: nobody is left to read.
 */
export function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve());
    process.stdout.on('error', () => resolve());
    process.stderr.on('error', () => resolve());
  });
}
