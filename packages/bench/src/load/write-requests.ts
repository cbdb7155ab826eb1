// Writes the file that the load generator rotates through; it does not know how tokens are made.
import { writeFile } from 'node:fs/promises';

/** One request, or with a slot one for each filling of it. */
export interface PreparedRequest {
  readonly token: string;
  /** The channel that the body asks for. */
  readonly channel: string;
  /** Where in the token 12 characters are replaced by other ones in every request; 0 for nowhere. */
  readonly slot?: number;
}

/** Writes `requests` in the form of `requests.lua`. */
export async function writeRequests(file: string, requests: readonly PreparedRequest[]): Promise<void> {
  const lines = requests.map(({ token, channel, slot = 0 }) => `${slot}\t${channel}\t${token}\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
}
