// Gets the Redis that the tests of counting together need, where the machine allows it; knows nothing of the tests.
import { delimiter, join } from 'node:path';
import { canInstallDebianPackages, installDebianPackages } from '../process/debian-packages.ts';
import { isExecutable } from './find-browser.ts';

/** The environment variable that names another binary. */
const VARIABLE = 'VOICE_ROOM_REDIS';

/** Redis is missing and cannot be had; the message says what, why and the command that helps. */
export class RedisMissingError extends Error {
  override readonly name = 'RedisMissingError';
}

/** The path of `redis-server`: the one its variable names, which is taken as it is or not at all, else the first on `PATH`. */
export function findRedis(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env[VARIABLE];
  if (named) return isExecutable(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, 'redis-server')).find(isExecutable);
}

/** Makes sure that Redis is there and names it in the environment of all children. Rejects with a `RedisMissingError`. */
export async function ensureRedis(onProgress: (line: string) => void): Promise<void> {
  if (findRedis() === undefined && !process.env[VARIABLE] && (await canInstallDebianPackages()))
    await installDebianPackages(['redis-server'], onProgress);
  const found = findRedis();
  if (found === undefined) throw missing();
  process.env[VARIABLE] = found;
}

function missing(): RedisMissingError {
  const named = process.env[VARIABLE];
  const where = named
    ? `${VARIABLE} names ${named}, which cannot be run`
    : 'redis-server was not found on PATH';
  const command =
    process.platform === 'darwin' ? 'brew install redis' : 'sudo apt-get install -y redis-server';
  return new RedisMissingError(
    `Redis is missing: ${where}.\n` +
      `It is needed because several token servers count together in it, which is tested with a real one.\n` +
      `To get it:         ${command}\n` +
      `Or name another:   ${VARIABLE}=/path/to/redis-server npm test\n` +
      `Or do without:     npm run test:quick`,
  );
}
