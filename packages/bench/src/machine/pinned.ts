// Ties a command to one processor core; it does not know what is run.

/** The core that every measured process runs on, threads of its pool included. */
export const SERVER_CORE = 0;
/** The core of the load generator and of everything that is not measured. */
export const LOAD_CORE = 1;

/** The command line that runs `command` on `core` alone (`taskset` of util-linux). */
export function pinned(core: number, command: string, args: readonly string[]): [string, string[]] {
  return ['taskset', ['--cpu-list', String(core), command, ...args]];
}
