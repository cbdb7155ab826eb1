// The processes that a process started, and theirs, from the system's own table; it ends none of them.
import { spawnSync } from 'node:child_process';

/** The ids of all descendants of `pid` that run now, or of those whose command line has `name` in it. */
export function descendantsOf(pid: number, name = ''): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row !== null)
    .map(([, id, parent, args = '']) => ({ id: Number(id), parent: Number(parent), args }));
  const family = [pid];
  for (const member of family) {
    family.push(...rows.filter(({ parent }) => parent === member).map(({ id }) => id));
  }
  const named = new Set(rows.filter(({ args }) => args.includes(name)).map(({ id }) => id));
  return family.slice(1).filter((id) => named.has(id));
}
