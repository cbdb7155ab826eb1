// Fetches the list of keys that an address publishes; it does not know which of them are of use.

/** Most bytes of an answer, after decompression; large providers publish under 20 KiB. */
const MAX_BYTES = 256 * 1024;
const MAX_KEYS = 64;

/** Why no key set came, for logs and metrics; never an address. */
export type KeySetFault =
  | 'network'
  | 'timeout'
  | 'http-status'
  | 'too-large'
  | 'not-json'
  | 'not-a-key-set'
  | 'too-many-keys'
  | 'no-usable-key'
  | 'unexpected';

/** Thrown where no key set came. Holds nothing of the answer. */
export class KeySetFailure extends Error {
  override readonly name = 'KeySetFailure';
  readonly reason: KeySetFault;

  constructor(reason: KeySetFault) {
    super(reason);
    this.reason = reason;
  }
}

/** A list that claims to hold JWKs, and how long its publisher lets it be kept. */
export interface FetchedKeySet {
  readonly keys: readonly unknown[];
  /** Seconds (`max-age` of RFC 9111 section 5.2.2.1), or null where the publisher does not say. */
  readonly maxAge: number | null;
}

/**
 * Fetches once. `timeout` in milliseconds covers the body too. Redirects are not followed, since the address is fixed by
 * the configuration (a redirect could lead into the private network). Rejects with `KeySetFailure`.
 */
export async function fetchKeySet(
  url: string,
  { fetch, timeout }: { fetch: typeof globalThis.fetch; timeout: number },
): Promise<FetchedKeySet> {
  const { text, headers } = await fetchText(url, fetch, AbortSignal.timeout(timeout));
  try {
    return { keys: readKeys(text), maxAge: readMaxAge(headers) };
  } catch (error) {
    // An answer came, so whatever is wrong is not the network: looking for it there would cost an operator hours.
    throw error instanceof KeySetFailure ? error : new KeySetFailure('unexpected');
  }
}

async function fetchText(
  url: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<{ text: string; headers: Headers }> {
  try {
    const response = await fetch(url, {
      headers: { Accept: 'application/jwk-set+json, application/json;q=0.9' },
      redirect: 'manual',
      signal,
    });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      throw new KeySetFailure('http-status');
    }
    return { text: await readText(response.body), headers: response.headers };
  } catch (error) {
    if (error instanceof KeySetFailure) throw error;
    throw new KeySetFailure(signal.aborted ? 'timeout' : 'network');
  }
}

/** Reads up to the cap, so that an endless answer cannot fill the memory. */
async function readText(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decode(decoder);
    size += value.length;
    if (size > MAX_BYTES) {
      // Ends the connection. Nobody waits for that, nor for its failure.
      reader.cancel().catch(() => undefined);
      throw new KeySetFailure('too-large');
    }
    text += decode(decoder, value);
  }
}

function decode(decoder: TextDecoder, bytes?: Uint8Array<ArrayBuffer>): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch {
    throw new KeySetFailure('not-json');
  }
}

function readKeys(text: string): readonly unknown[] {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    throw new KeySetFailure('not-json');
  }
  if (typeof set !== 'object' || set === null || !Object.hasOwn(set, 'keys')) {
    throw new KeySetFailure('not-a-key-set');
  }
  const { keys } = set as { keys: unknown };
  if (!Array.isArray(keys)) throw new KeySetFailure('not-a-key-set');
  if (keys.length > MAX_KEYS) throw new KeySetFailure('too-many-keys');
  return keys;
}

function readMaxAge(headers: Headers): number | null {
  const seconds = /(?:^|[\s,])max-age="?(\d{1,9})\b/i.exec(headers.get('Cache-Control') ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds);
}
