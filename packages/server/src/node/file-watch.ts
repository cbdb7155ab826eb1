// Tells when one of some files changes; it does not read them.
import { unwatchFile, watchFile } from 'node:fs';

/** Watches files by their paths. */
export interface FileWatch {
  /** Replaces the watched paths. */
  watch(paths: readonly string[]): void;
  stop(): void;
}

/**
 * Looks at each file every `interval` milliseconds without keeping the process alive. Looking, and not being told by the
 * kernel, because secrets on mounts change by a swapped symbolic link, and network and container file systems tell nothing.
 */
export function createFileWatch(interval: number, onChange: () => void): FileWatch {
  let watched: ReadonlySet<string> = new Set();
  const look = (): void => onChange();
  const watch = (paths: readonly string[]): void => {
    const next = new Set(paths);
    for (const path of watched) if (!next.has(path)) unwatchFile(path, look);
    for (const path of next) if (!watched.has(path)) watchFile(path, { interval, persistent: false }, look);
    watched = next;
  };
  return { watch, stop: () => watch([]) };
}
