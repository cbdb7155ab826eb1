// Takes a compact JWS apart more strictly than jose does; it does not know any key and proves nothing.
import { LRUCache } from 'lru-cache';
import { AuthFailure } from './auth-failure.ts';
import { parseStrictText } from './strict-json.ts';

/** Longest token in characters, the limit of CONTRACT section 2. */
export const MAX_TOKEN_LENGTH = 8192;
const MAX_KID_LENGTH = 256;

/** The parts of a token whose signature is still to be checked. */
export interface UnverifiedToken {
  /** What was signed: header and payload as they were sent, with their dot. */
  readonly input: string;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly algorithm: string;
  readonly kid: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Accepted `typ` values in lower case (RFC 7519 section 5.1, RFC 9068 section 2.1); absent is accepted too. */
const TYPES = ['jwt', 'at+jwt', 'application/at+jwt'];

/**
 * Accepts exactly three canonical base64url segments, the first two of which hold JSON objects without duplicate names,
 * with an accepted `typ`, and no header that changes how the token is read. `jwk`, `jku` and `x5u` are never looked at:
 * keys come from the configuration alone (RFC 8725 section 3.10). Throws `AuthFailure`.
 */
export function readCompactJws(text: string): UnverifiedToken {
  if (text.length > MAX_TOKEN_LENGTH) throw new AuthFailure('malformed');
  const first = text.indexOf('.');
  const second = text.indexOf('.', first + 1);
  if (first === -1 || second === -1) throw new AuthFailure('malformed');
  // A fourth segment fails here, since no alphabet of base64 has a dot.
  const signature = toBytes(decodeCanonical(text.slice(second + 1)));
  const { algorithm, kid } = readHeader(text.slice(0, first));
  const claims = decodeObject(text.slice(first + 1, second));
  return { input: text.slice(0, second), signature, algorithm, kid, claims };
}

/** What a sound header says. */
type Header = Pick<UnverifiedToken, 'algorithm' | 'kid'>;

/** Sound headers by their segment: the tokens of one key begin alike, and reading one costs as much as its signature. */
const headers = new LRUCache<string, Header>({ max: 100 });

function readHeader(segment: string): Header {
  const known = headers.get(segment);
  if (known !== undefined) return known;
  const header = checkHeader(decodeObject(segment));
  headers.set(segment, header);
  return header;
}

function checkHeader(header: Readonly<Record<string, unknown>>): Header {
  const alg = own(header, 'alg');
  const typ = own(header, 'typ');
  const kid = own(header, 'kid');
  if (typeof alg !== 'string') throw new AuthFailure('malformed');
  if (typ !== undefined && (typeof typ !== 'string' || !TYPES.includes(typ.toLowerCase()))) {
    throw new AuthFailure('header-not-allowed');
  }
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH)) {
    throw new AuthFailure('header-not-allowed');
  }
  // No extension is understood here, so every `crit` names one that is not (RFC 7515 section 4.1.11).
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64') || Object.hasOwn(header, 'zip')) {
    throw new AuthFailure('header-not-allowed');
  }
  return { algorithm: alg, kid };
}

const own = (object: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeObject(segment: string): Record<string, unknown> {
  const binary = decodeCanonical(segment);
  try {
    // Most tokens are plain ASCII, where bytes and characters are the same.
    return parseStrictText(/^[\0-\x7f]*$/.test(binary) ? binary : decoder.decode(toBytes(binary)));
  } catch {
    throw new AuthFailure('malformed');
  }
}

/** What the last character of a segment may be, by the length modulo 4: the bits that stand for nothing must be 0. */
const LAST: Readonly<Record<number, string>> = { 2: 'AQgw', 3: 'AEIMQUYcgkosw048' };

/**
 * Returns one character a byte. Padding, other alphabets and stray bits in the last character would let one token be
 * written in many ways, and `atob` forgives all of them.
 */
function decodeCanonical(segment: string): string {
  const rest = segment.length % 4;
  if (rest === 1 || !/^[A-Za-z0-9_-]+$/.test(segment)) throw new AuthFailure('malformed');
  if (rest !== 0 && LAST[rest]?.includes(segment.charAt(segment.length - 1)) !== true) {
    throw new AuthFailure('malformed');
  }
  return atob(segment.replaceAll('-', '+').replaceAll('_', '/'));
}

function toBytes(binary: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
