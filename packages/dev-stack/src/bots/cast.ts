// Who the bots are and what they say; it knows nothing of rooms.
import { readFile } from 'node:fs/promises';
import { readWav, type Recording } from './wav.ts';

/** One bot. */
export interface Role {
  readonly identity: string;
  readonly name: string;
  /** The file of its picture, below the avatar address that the demo host gives. */
  readonly avatar: string;
  /** The names of its recordings in `assets/speech`. */
  readonly lines: readonly string[];
}

/** The bots in the order in which they talk. */
export const CAST: readonly Role[] = [
  { identity: 'bot-ada', name: 'Ada', avatar: 'ada.svg', lines: ['ada-1', 'ada-2'] },
  { identity: 'bot-noor', name: 'Noor', avatar: 'noor.svg', lines: ['noor-1', 'noor-2'] },
];

/** Reads the recordings of a role, in order. */
export async function readLines(role: Role): Promise<Recording[]> {
  return await Promise.all(
    role.lines.map(async (line) =>
      readWav(await readFile(new URL(`../../assets/speech/${line}.wav`, import.meta.url))),
    ),
  );
}
