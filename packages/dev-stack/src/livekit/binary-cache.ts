// The folder that keeps LiveKit binaries between runs, outside node_modules; it does not know how one is made.
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { LIVEKIT_VERSION } from './livekit-release.ts';
import { probeBinary } from './probe-binary.ts';

/** The folder for caches of this platform's user. */
function cacheHome(environment: NodeJS.ProcessEnv): string {
  const named = environment['XDG_CACHE_HOME'];
  if (named !== undefined && named.startsWith('/')) return named;
  return process.platform === 'darwin' ? join(homedir(), 'Library/Caches') : join(homedir(), '.cache');
}

/** Where the pinned binary for this platform is kept. */
export function cachedBinaryPath(environment: NodeJS.ProcessEnv = process.env): string {
  const platform = `${process.platform}-${process.arch}`;
  return join(
    cacheHome(environment),
    'voice-room/livekit-server',
    LIVEKIT_VERSION,
    platform,
    'livekit-server',
  );
}

/**
 * Puts a binary into the cache in one step: whoever reads it meanwhile sees the old one or the new one, whole.
 *
 * @param path where it is to be
 * @param make writes the binary to the path that it is given, in the same folder
 * @throws what `make` throws, and BinaryRefusal where the result is no LiveKit server that runs here
 */
export async function installInCache(path: string, make: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    await make(draft);
    await chmod(draft, 0o755);
    await probeBinary(draft);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
