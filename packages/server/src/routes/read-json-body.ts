// Reads a small JSON object out of a request; it does not know what the object is for.
import type { Context } from 'hono';
import { StrictJsonError, parseStrictObject } from '../auth/strict-json.ts';
import type { AppEnv } from './app-env.ts';
import { Problem } from './problem.ts';
import { readBytes } from './read-bytes.ts';

/** Largest body in bytes: a channel id of 200 bytes, each written as an escape, fits several times. */
const MAX_BYTES = 4096;
const JSON_IN_UTF_8 = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * Throws, or rejects with, a `Problem`: 415 for anything but plain `application/json` in UTF-8, 413 over 4 KiB, 400 for what is not JSON or
 * names a member twice, 422 for JSON that is no object.
 */
export function readJsonBody(c: Context<AppEnv>): Promise<Readonly<Record<string, unknown>>> {
  const { headers } = c.req.raw;
  const type = headers.get('Content-Type') ?? '';
  if ((type !== 'application/json' && !JSON_IN_UTF_8.test(type)) || headers.has('Content-Encoding')) {
    const detail = 'The body must be application/json in UTF-8, without a content encoding.';
    throw new Problem('unsupported-media-type', { detail, headers: { Accept: 'application/json' } });
  }
  return readBytes(c.req.raw, MAX_BYTES).then(parse);
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return parseStrictObject(bytes);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    if (error.fault === 'not-an-object')
      throw new Problem('invalid-request', { detail: 'The body must be a JSON object.' });
    const detail = 'The body is not JSON, is nested too deeply, or names a member twice.';
    throw new Problem('malformed-json', { detail, reason: error.fault });
  }
}
