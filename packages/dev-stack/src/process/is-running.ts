// Whether a process still runs, by its id; it does not know whose it is.
import { spawnSync } from 'node:child_process';

/** Whether there is such a process that has not ended; one that has, and that nobody has asked about yet, is gone. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  const state = stdout.trim();
  return state !== '' && !state.startsWith('Z');
}
