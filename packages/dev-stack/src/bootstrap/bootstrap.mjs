// The way from a bare checkout to a running command; it may use nothing but Node, no package is installed yet.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './install-dependencies.mjs';
import { findPinnedNode } from './pinned-node.mjs';
import { runCommand } from './run-command.mjs';

const repository = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const commands = join(dirname(fileURLToPath(import.meta.url)), '../commands');

/**
 * Installs what is missing, then runs one command under the pinned Node.
 *
 * @param {string[]} args the command's name, then its arguments
 * @returns {Promise<number>} the exit status for this process
 */
export async function bootstrap([name, ...args]) {
  const names = readdirSync(commands)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  if (name === undefined || !names.includes(name)) {
    console.error(`voice-room-dev: no command "${name ?? ''}"; there are: ${names.join(', ')}`);
    return 1;
  }
  try {
    await installDependencies(repository);
    const node = findPinnedNode(repository);
    return await runCommand(node, join(commands, `${name}.ts`), args);
  } catch (error) {
    if (error instanceof Error && error.name === 'BootstrapError') {
      console.error(error.message);
      return 1;
    }
    throw error;
  }
}
