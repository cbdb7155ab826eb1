// Gets the programs that the measuring itself needs where the machine allows it; it runs none of them.
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import {
  canInstallDebianPackages,
  installDebianPackages,
} from '@voice-room/dev-stack/process/debian-packages.ts';

/** Something that the benchmarks need cannot be had here; the message says what, why and what helps. */
export class BenchImpossibleError extends Error {
  override readonly name = 'BenchImpossibleError';
}

const tools = [
  { name: 'wrk', debian: 'wrk', why: 'it sends the requests, faster than any server here answers' },
  { name: 'taskset', debian: 'util-linux', why: 'it keeps the server and the load on cores of their own' },
] as const;

async function isOnPath(name: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const found = folders.map((folder) => access(join(folder, name), constants.X_OK));
  return (await Promise.allSettled(found)).some(({ status }) => status === 'fulfilled');
}

async function missing(): Promise<(typeof tools)[number][]> {
  const there = await Promise.all(tools.map(({ name }) => isOnPath(name)));
  return tools.filter((_, index) => !there[index]);
}

/** Makes sure of every tool. Rejects with a `BenchImpossibleError` where one cannot be had. */
export async function requireTools(onProgress: (line: string) => void): Promise<void> {
  if (process.platform !== 'linux') {
    throw new BenchImpossibleError(
      'The benchmarks run on Linux only: they read processor time from /proc and tie processes to cores. ' +
        'Run them in a Linux container or virtual machine.',
    );
  }
  const absent = await missing();
  if (absent.length > 0 && (await canInstallDebianPackages()))
    await installDebianPackages(
      absent.map(({ debian }) => debian),
      onProgress,
    );
  const still = await missing();
  if (still.length === 0) return;
  const lines = still.map(({ name, why }) => `  ${name}: not found on PATH. It is needed because ${why}.`);
  const packages = still.map(({ debian }) => debian).join(' ');
  throw new BenchImpossibleError(
    `A program is missing.\n${lines.join('\n')}\nOn Debian or Ubuntu:  sudo apt-get install -y ${packages}`,
  );
}
