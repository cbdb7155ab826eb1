// Asks the kernel to end a child with its parent, where there is a command for that; it starts no lasting process.
import { spawnSync } from 'node:child_process';

let available: boolean | undefined;

/**
 * The command line that runs `command` so that Linux kills it when its parent dies.
 * Elsewhere it is the command itself, and the guardian alone does the work.
 */
export function withDeathSignal(command: string, args: readonly string[]): [string, string[]] {
  available ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'KILL', '--', 'true']).status === 0;
  return available ? ['setpriv', ['--pdeathsig', 'KILL', '--', command, ...args]] : [command, [...args]];
}
