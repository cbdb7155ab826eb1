// Reads the body of a request up to a size; it does not know what is in it.
import { Problem } from './problem.ts';

/** Throws a `Problem`: 413 over `max` bytes, announced or counted; 400 where the sender goes away in the middle. */
export async function readBytes(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new Problem('body-too-large', { detail: `The body may be at most ${max} bytes.` });
  if (Number(request.headers.get('Content-Length') ?? 0) > max) throw tooLarge;
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Counted too where a length was announced, since not every runtime holds the sender to it.
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > max) throw tooLarge;
      chunks.push(chunk);
    }
  } catch (error) {
    if (error === tooLarge) throw error;
    // The sender went away: nobody reads this answer, and it is no fault of ours in the log.
    throw new Problem('malformed-json', { detail: 'The body ended too early.', reason: 'aborted' });
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
