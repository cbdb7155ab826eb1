// The sources that only look: an environment variable, PATH, the cache; they make and download nothing.
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { BinaryRefusal, type BinarySource } from './binary-source.ts';
import { LIVEKIT_VERSION } from './livekit-release.ts';

/** The binary that `LIVEKIT_SERVER_BIN` names. */
export function environmentSource(environment: NodeJS.ProcessEnv): BinarySource {
  return {
    name: 'LIVEKIT_SERVER_BIN',
    find: async () => {
      const path = environment['LIVEKIT_SERVER_BIN'];
      if (path) return path;
      throw new BinaryRefusal('not set', {
        expected: true,
        remedy: 'a LiveKit server of your own: LIVEKIT_SERVER_BIN=/path/to/livekit-server npm start',
      });
    },
  };
}

/** `livekit-server` on `PATH`; on macOS this is what Homebrew's `livekit` installs. */
export function pathSource(environment: NodeJS.ProcessEnv): BinarySource {
  return {
    name: 'livekit-server on PATH',
    find: async () => {
      for (const folder of (environment['PATH'] ?? '').split(delimiter).filter(Boolean)) {
        const path = join(folder, 'livekit-server');
        if (await isExecutable(path)) return path;
      }
      throw new BinaryRefusal('no such command', {
        expected: true,
        ...(process.platform === 'darwin' ? { remedy: 'Homebrew: brew install livekit' } : {}),
      });
    },
  };
}

/** The binary that an earlier run put into the cache. */
export function cacheSource(path: string): BinarySource {
  return {
    name: "the project's own cache",
    find: async () => {
      if (await isExecutable(path)) return path;
      throw new BinaryRefusal(`no version ${LIVEKIT_VERSION} at ${path}`, { expected: true });
    },
  };
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
