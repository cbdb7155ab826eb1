// Brings node_modules in step with package-lock.json; it may use nothing but Node and the npm beside it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootstrapError } from './bootstrap-error.mjs';
import { coversLock } from './installed-tree.mjs';
import { startProgress } from './progress.mjs';

/** How many of the last lines of npm's output are shown when it fails. */
const TAIL_LINES = 25;

/**
 * Runs `npm ci` unless node_modules already holds what package-lock.json asks for.
 *
 * @param {string} repository the absolute path of the checkout
 * @param {{ npm?: { command: string, args: string[] } }} [options] `npm` stands in for the npm of this machine in tests
 * @returns {Promise<'current' | 'installed'>}
 */
export async function installDependencies(repository, options = {}) {
  const modules = join(repository, 'node_modules');
  const stamp = join(modules, '.voice-room-install');
  const lock = readFileSync(join(repository, 'package-lock.json'), 'utf8');
  const wanted = stampFor(lock);
  if (readIfThere(stamp) === wanted) return 'current';

  // Somebody ran npm by hand: npm's own record of what it installed tells whether that was enough.
  const installed = readIfThere(join(modules, '.package-lock.json'));
  if (installed === undefined || !coversLock(installed, lock))
    await runInstall(repository, options.npm ?? findNpm());
  if (!existsSync(modules)) mkdirSync(modules);
  writeFileSync(stamp, wanted);
  return 'installed';
}

/** The level is named, because `npm --silent start` would otherwise keep the reason of a failure to itself. */
const INSTALL = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=warn'];

/** What the stamp of a finished install holds: the lock file and the platform, whose native packages differ. */
function stampFor(lock) {
  const hash = createHash('sha256').update(lock).digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

async function runInstall(repository, npm) {
  const logFolder = join(repository, '.cache');
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(logFolder, 'npm-ci.log');
  const log = openSync(logFile, 'w');
  const progress = startProgress('installing dependencies (npm ci)');
  try {
    const status = await new Promise((resolve, reject) => {
      const child = spawn(npm.command, [...npm.args, ...INSTALL], {
        cwd: repository,
        stdio: ['ignore', log, log],
        // The browsers come from the machine; packages that would download their own are told not to.
        env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? signal));
    });
    if (status !== 0) throw new Error(`npm ci ended with ${status}`);
    progress.done();
  } catch (error) {
    progress.fail();
    const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
    throw new BootstrapError(
      `${tail}\n\nThe packages that every command needs could not be installed (${error.message}; all of it in ${logFile}).\n` +
        `Run this and look at what it says:  cd ${repository} && npm ci`,
    );
  } finally {
    closeSync(log);
  }
}

/** The npm that runs this script where there is one, so that its version is the one the person chose. */
function findNpm() {
  const path = process.env.npm_execpath;
  if (path?.endsWith('npm-cli.js') && existsSync(path)) return { command: process.execPath, args: [path] };
  return { command: 'npm', args: [] };
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
