// Takes a compact JWS apart more strictly than jose does; it does not know any key and proves nothing.
import { base64url } from 'jose';
import { AuthFailure } from './auth-failure.ts';
import { parseStrictObject } from './strict-json.ts';

/** Longest token in characters, the limit of CONTRACT section 2. */
export const MAX_TOKEN_LENGTH = 8192;
const MAX_KID_LENGTH = 256;

/** The parts of a token whose signature is still to be checked. */
export interface UnverifiedToken {
  readonly text: string;
  readonly algorithm: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Accepted `typ` values in lower case (RFC 7519 section 5.1, RFC 9068 section 2.1); absent is accepted too. */
const TYPES = ['jwt', 'at+jwt', 'application/at+jwt'];

/**
 * Accepts exactly three canonical base64url segments holding two JSON objects without duplicate names, an accepted
 * `typ`, and no header that changes how the token is read. `jwk`, `jku` and `x5u` are never looked at: keys come from
 * the configuration alone (RFC 8725 section 3.10). Throws `AuthFailure`.
 */
export function readCompactJws(text: string): UnverifiedToken {
  if (text.length > MAX_TOKEN_LENGTH) throw new AuthFailure('malformed');
  const segments = text.split('.');
  const [header, payload, signature] = segments;
  if (segments.length !== 3 || !header || !payload || !signature) throw new AuthFailure('malformed');
  decodeCanonical(signature);
  const { alg, typ, kid, ...others } = decodeObject(header);
  if (typeof alg !== 'string') throw new AuthFailure('malformed');
  if (typ !== undefined && (typeof typ !== 'string' || !TYPES.includes(typ.toLowerCase()))) {
    throw new AuthFailure('header-not-allowed');
  }
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH)) {
    throw new AuthFailure('header-not-allowed');
  }
  // No extension is understood here, so every `crit` names one that is not (RFC 7515 section 4.1.11).
  if ('crit' in others || 'b64' in others || 'zip' in others) throw new AuthFailure('header-not-allowed');
  return { text, algorithm: alg, claims: decodeObject(payload) };
}

function decodeObject(segment: string): Record<string, unknown> {
  try {
    return parseStrictObject(decodeCanonical(segment));
  } catch {
    throw new AuthFailure('malformed');
  }
}

/** Padding, other alphabets and stray bits in the last character would let one token be written in many ways. */
function decodeCanonical(segment: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]+$/.test(segment) || segment.length % 4 === 1) throw new AuthFailure('malformed');
  const bytes = base64url.decode(segment);
  if (
    base64url.encode(bytes.subarray(-(bytes.length % 3 || 3))) !== segment.slice(-(segment.length % 4 || 4))
  ) {
    throw new AuthFailure('malformed');
  }
  return bytes;
}
