// Where the browsers of this machine are; installs nothing and starts nothing.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser that tests run in. */
export type BrowserName = 'chromium' | 'firefox';

const variables = { chromium: 'VOICE_ROOM_CHROMIUM', firefox: 'VOICE_ROOM_FIREFOX' } as const;

const commands: Record<BrowserName, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
  firefox: ['firefox-esr', 'firefox'],
};

const applications: Record<BrowserName, readonly string[]> = {
  chromium: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  firefox: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
};

/** The environment variable that names another binary for a browser. */
export function browserVariable(name: BrowserName): string {
  return variables[name];
}

/** Whether a file is there and may be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The path of a browser: the one its environment variable names, else the first known command on `PATH`, else an
 * application of macOS; undefined where there is none. What the variable names is taken as it is, or not at all.
 */
export function findBrowser(name: BrowserName, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env[variables[name]];
  if (named) return isExecutable(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = commands[name].flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...candidates, ...(process.platform === 'darwin' ? applications[name] : [])].find(isExecutable);
}
