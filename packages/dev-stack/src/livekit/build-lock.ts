// Keeps two runs on one machine from doing the same long build at once; it does not know what is built.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How often a waiting run looks again, in milliseconds. */
const LOOK = 250;

/**
 * Runs `work` while no other live process does so for the same path. A lock whose owner is gone is taken over. Should
 * two take over at once, both work: the lock only saves time, the cache itself is written in one step.
 */
export async function withBuildLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const lock = `${path}.lock`;
  await mkdir(dirname(path), { recursive: true });
  while (!(await take(lock))) {
    if (!(await ownerIsAlive(lock))) await rm(lock, { force: true });
    else await delay(LOOK);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function ownerIsAlive(lock: string): Promise<boolean> {
  const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (!Number.isInteger(owner) || owner <= 0) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
