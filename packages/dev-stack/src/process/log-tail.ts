// Reads the end of a log file for an error message; it does not know whose log it is.
import { readFile } from 'node:fs/promises';

/** The last lines of a text file, 12 unless told otherwise; nothing where there is no such file. */
export async function logTail(file: string, lines = 12): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
