// Watches folders and tells of changes in bundles; knows nothing of what is done about them.
import { access, watch } from 'node:fs/promises';
import { join } from 'node:path';

/** What to watch, and who hears of it. */
export interface WatchOptions {
  /** Absolute paths of folders that exist. */
  folders: readonly string[];
  /** How long it must be quiet before a bundle is told, in milliseconds. */
  quietMs?: number;
  /** Hears the changed paths; the next bundle waits until it is done. */
  onChange: (paths: ReadonlySet<string>) => Promise<void>;
  signal: AbortSignal;
}

/**
 * Watches until `signal` says stop, then resolves. Changes that come while `onChange` works are told after it, together.
 * Tests, and what editors leave beside a file, are not told.
 */
export async function watchSources({
  folders,
  quietMs = 120,
  onChange,
  signal,
}: WatchOptions): Promise<void> {
  let changed = new Set<string>();
  let working = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    working = working.then(async () => {
      const bundle = changed;
      changed = new Set();
      if (bundle.size > 0 && !signal.aborted) await onChange(bundle);
    });
  };
  const watchOne = async (folder: string): Promise<void> => {
    await access(folder); // a recursive watch of what is not there waits for ever
    for await (const { filename } of watch(folder, { recursive: true, signal })) {
      if (filename === null || /(\.test\.ts|~|\.sw.|\.tmp)$/.test(filename)) continue;
      changed.add(join(folder, filename));
      clearTimeout(timer);
      timer = setTimeout(tell, quietMs);
    }
  };
  try {
    await Promise.all(folders.map(watchOne));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    await working;
  }
}
