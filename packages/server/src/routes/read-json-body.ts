// Reads a small JSON object out of a request; it does not know what the object is for.
import type { Context } from 'hono';
import { StrictJsonError, parseStrictObject } from '../auth/strict-json.ts';
import type { AppEnv } from './app-env.ts';
import { Problem } from './problem.ts';
import { readBytes } from './read-bytes.ts';

/** Largest body in bytes: a channel id of 200 bytes, each written as an escape, fits several times. */
const MAX_BYTES = 4096;

/**
 * Throws a `Problem`: 415 for anything but plain `application/json` in UTF-8, 413 over 4 KiB, 400 for what is not JSON or
 * names a member twice, 422 for JSON that is no object.
 */
export async function readJsonBody(c: Context<AppEnv>): Promise<Readonly<Record<string, unknown>>> {
  const { headers } = c.req.raw;
  const isJson = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(
    headers.get('Content-Type') ?? '',
  );
  if (!isJson || headers.has('Content-Encoding')) {
    const detail = 'The body must be application/json in UTF-8, without a content encoding.';
    throw new Problem('unsupported-media-type', { detail, headers: { Accept: 'application/json' } });
  }
  try {
    return parseStrictObject(await readBytes(c.req.raw, MAX_BYTES));
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    if (error.fault === 'not-an-object')
      throw new Problem('invalid-request', { detail: 'The body must be a JSON object.' });
    const detail = 'The body is not JSON, is nested too deeply, or names a member twice.';
    throw new Problem('malformed-json', { detail, reason: error.fault });
  }
}
