// Gets the browsers that the tests need where the machine allows it; knows nothing of the tests.
import { canInstallDebianPackages, installDebianPackages } from '../process/debian-packages.ts';
import { browserVariable, findBrowser, type BrowserName } from './find-browser.ts';
import { findSoundServer } from './find-sound-server.ts';

/** A browser is missing and cannot be had; the message says what, why and the command that helps. */
export class BrowserMissingError extends Error {
  override readonly name = 'BrowserMissingError';
}

/** Firefox keeps every audio context asleep on a machine without a sound device: PulseAudio gives it one that plays nowhere. */
const debianPackages: Record<BrowserName, readonly string[]> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr', 'pulseaudio'],
};
const titles: Record<BrowserName, string> = { chromium: 'Chromium (or Chrome)', firefox: 'Firefox' };
const reasons: Record<BrowserName, string> = {
  chromium: 'the element and the journeys are tested in a real browser',
  firefox: 'the journeys are tested in a second engine, too',
};

function installCommand(names: readonly BrowserName[]): string {
  if (process.platform === 'darwin') return `brew install --cask ${names.join(' ')}`;
  return `sudo apt-get install -y ${names.flatMap((name) => debianPackages[name]).join(' ')}`;
}

function missing(names: readonly BrowserName[]): BrowserMissingError {
  const lines = names.map((name) => {
    const named = process.env[browserVariable(name)];
    const where = named
      ? `${browserVariable(name)} names ${named}, which cannot be run`
      : 'not found on PATH';
    return `  ${titles[name]}: ${where}. It is needed because ${reasons[name]}.`;
  });
  const variables = names.map(browserVariable).join(', ');
  return new BrowserMissingError(
    `A browser is missing.\n${lines.join('\n')}\n` +
      `To get it:         ${installCommand(names)}\n` +
      `Or name another:   ${variables}=/path/to/it npm test\n` +
      `Or do without:     npm run test:quick`,
  );
}

/**
 * Makes sure that each browser is there and names it in the environment of all children
 * (`VOICE_ROOM_CHROMIUM`, `VOICE_ROOM_FIREFOX`). Rejects with a `BrowserMissingError` where one cannot be had.
 */
export async function ensureBrowsers(
  names: readonly BrowserName[],
  onProgress: (line: string) => void,
): Promise<void> {
  const absent = () => names.filter((name) => findBrowser(name) === undefined);
  const incomplete = names.filter((name) => name === 'firefox' && findSoundServer() === undefined);
  const installable = [...new Set([...absent(), ...incomplete])].filter(
    (name) => !process.env[browserVariable(name)],
  );
  if (installable.length > 0 && (await canInstallDebianPackages())) {
    await installDebianPackages(
      installable.flatMap((name) => debianPackages[name]),
      onProgress,
    );
  }
  const stillAbsent = absent();
  if (stillAbsent.length > 0) throw missing(stillAbsent);
  for (const name of names) process.env[browserVariable(name)] = findBrowser(name);
}
