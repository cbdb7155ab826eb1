#!/usr/bin/env node
// The command voice-room-server: sees whether this Node can run it, and only then loads it; it does not know what it does.

/** The oldest Node that has all that the server uses, `URL.parse` for one; "engines" in package.json says the same. */
const OLDEST = [22, 1] as const;

const { node } = process.versions;
const [major = 0, minor = 0] = node.split('.').map(Number);

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  const needed = `voice-room-server needs Node ${OLDEST.join('.')} or newer, and this is Node ${node}.`;
  process.stderr.write(`${needed} Install a newer one from https://nodejs.org.\n`);
  process.exitCode = 1;
} else {
  // An older Node would stop at something in there before it could say what is wrong.
  const { runCommand } = await import('./run-command.ts');
  process.exitCode = await runCommand(process.argv.slice(2));
}
