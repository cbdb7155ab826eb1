// Tells the owner of a site in the console what to change, once a cause; codes and our own hints only, never what a browser or a person wrote.

import type { VoiceError } from '../model/error.ts';

const told = new Set<string>();

/** Says it where a microphone's failure has a cure that is the owner's. */
export function tellOwner({ code, hint }: VoiceError): void {
  if (hint === undefined || !/^(microphone-|in-app|insecure)/.test(code)) return;
  const line = `<voice-room>: ${code}. ${hint}`;
  if (told.has(line)) return;
  told.add(line);
  console.warn(line);
}
