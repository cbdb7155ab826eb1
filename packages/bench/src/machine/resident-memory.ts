// Reads how much memory a process holds from Linux; it does not know what the process does.
import { readFile } from 'node:fs/promises';

/** The resident set of `pid` in bytes. */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error('/proc/PID/status has no VmRSS');
  return Number(kilobytes) * 1024;
}
