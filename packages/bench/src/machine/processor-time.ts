// Reads what a process has cost so far from Linux; it does not know what the process does.
import { readFile } from 'node:fs/promises';

/** Microseconds in a clock tick: Linux counts in hundredths of a second for user space (`USER_HZ`, proc(5)). */
const TICK = 10_000;

/** User and system time of all threads together, in microseconds, out of the text of `/proc/PID/stat`. */
export function parseProcessorTime(stat: string): number {
  // The second field is the command in brackets, which may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  if (!Number.isInteger(user) || !Number.isInteger(system))
    throw new Error('/proc/PID/stat has another form');
  return (user + system) * TICK;
}

/** The processor time of `pid` since its start, in microseconds, to a hundredth of a second. */
export async function processorTime(pid: number): Promise<number> {
  return parseProcessorTime(await readFile(`/proc/${pid}/stat`, 'utf8'));
}
