#!/usr/bin/env node
// The first file of every npm command; it may use nothing but Node, which may be old and without any package.

/** The oldest Node that can install the packages and hand over to the pinned one. */
const OLDEST_NODE = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(
    'voice-room needs Node ' +
      OLDEST_NODE.join('.') +
      ' or newer, and this is Node ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}

// Imported only now: an old Node would stop at the syntax of these files before it could say what is wrong.
import('../src/bootstrap/bootstrap.mjs')
  .then(({ bootstrap }) => bootstrap(process.argv.slice(2)))
  .then((status) => {
    process.exitCode = status;
  })
  .catch((error) => {
    console.error(error && error.stack ? error.stack : error);
    process.exitCode = 1;
  });
