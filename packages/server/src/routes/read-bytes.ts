// Reads the body of a request up to a size; it does not know what is in it.
import { Problem } from './problem.ts';

/** Throws, or rejects with, a `Problem`: 413 over `max` bytes, announced or, where nothing was announced, counted; 400 where the sender goes away in the middle. */
export function readBytes(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('Content-Length');
  if (Number(announced ?? 0) > max) throw tooLarge(max);
  // HTTP ends a body where its announced length does, so nothing has to be counted on the way: no stream is set up for it.
  if (announced !== null && /^\d+$/.test(announced)) return readWhole(request, max);
  return readCounting(request, max);
}

async function readCounting(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > max) throw tooLarge(max);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw endedEarly();
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function readWhole(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  return request.arrayBuffer().then(
    (bytes) => {
      // A request that did not come over HTTP may have any length.
      if (bytes.byteLength > max) throw tooLarge(max);
      return new Uint8Array(bytes);
    },
    () => {
      throw endedEarly();
    },
  );
}

function tooLarge(max: number): Problem {
  return new Problem('body-too-large', { detail: `The body may be at most ${max} bytes.` });
}

/** The sender went away: nobody reads this answer, and it is no fault of ours in the log. */
function endedEarly(): Problem {
  return new Problem('malformed-json', { detail: 'The body ended too early.', reason: 'aborted' });
}
