// Runs one command as a child and takes over its fate; it does not know what the command does.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { watchAncestors } from './ancestors.mjs';

const endWithParent = new URL('../process/end-with-parent.ts', import.meta.url).href;

/**
 * Runs a TypeScript file under the given Node and returns its exit status, 128 + n after signal n.
 *
 * @param {string} node the path of a Node that strips types
 * @param {string} file the command
 * @param {string[]} args its arguments
 * @returns {Promise<number>}
 */
export async function runCommand(node, file, args) {
  const child = spawn(
    node,
    ['--disable-warning=ExperimentalWarning', '--import', endWithParent, file, ...args],
    {
      // The last one is a pipe that closes when this process is gone, however it went.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    },
  );
  const forward = (signal) => child.kill(signal);
  process.on('SIGTERM', forward);
  process.on('SIGHUP', forward);
  // A terminal sends SIGINT to the whole group, this child among it; anybody else sends it to this process alone.
  process.on('SIGINT', (signal) => {
    if (!process.stdin.isTTY) forward(signal);
  });
  watchAncestors(() => forward('SIGTERM'));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
