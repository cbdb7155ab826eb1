// Where PulseAudio is on this machine, if anywhere; starts nothing.
import { delimiter, join } from 'node:path';
import { isExecutable } from './find-browser.ts';

/** The path of `pulseaudio`, or undefined. */
export function findSoundServer(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, 'pulseaudio')).find(isExecutable);
}
