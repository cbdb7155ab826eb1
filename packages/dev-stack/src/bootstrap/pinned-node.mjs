// Finds the Node that package.json pins; it does not know what will run under it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BootstrapError } from './bootstrap-error.mjs';

/** The first Node that runs the TypeScript of this package by itself. */
const NEEDED_MAJOR = 24;

/**
 * The path of the pinned Node, or of the running one where that is new enough.
 *
 * @param {string} repository the absolute path of the checkout
 * @returns {string}
 */
export function findPinnedNode(repository) {
  const pinned = join(repository, 'node_modules/node/bin/node');
  if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
  throw new BootstrapError(
    `Node ${NEEDED_MAJOR}, which every command runs on, is not in node_modules: npm did not run the install script of its package.\n` +
      `Run:  cd ${repository} && npm rebuild node`,
  );
}
