// Tells when the npm or the shell that started this process is gone; neither passes on that it was asked to end.
import { spawnSync } from 'node:child_process';

/** How often it is looked, in milliseconds. */
const LOOK = 500;

/**
 * Calls `gone` once, when the parent of this process, or the npm above it, is no more. A shell between npm and this
 * process ends at a signal without handing it on, and npm itself may be killed.
 *
 * @param {() => void} gone
 */
export function watchAncestors(gone) {
  const parent = process.ppid;
  const npm = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isAlive(npm))) return;
    clearInterval(timer);
    gone();
  }, LOOK);
  timer.unref();
}

function parentOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
  const parent = Number(stdout);
  return parent > 1 ? parent : undefined;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
