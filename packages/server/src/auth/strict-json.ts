// Parses JSON from strangers; it does not know what the document is for.

/** Deepest nesting that is looked at. */
const MAX_DEPTH = 32;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Thrown for text that is no JSON, or JSON that two parsers could read differently. Holds nothing of the text. */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';
  readonly fault: 'syntax' | 'not-an-object' | 'duplicate-name' | 'too-deep';

  constructor(fault: StrictJsonError['fault']) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Parses a JSON object from UTF-8 bytes. Refused are ill-formed UTF-8, a byte order mark, duplicate member names at any
 * depth (RFC 8259 section 4: readers differ on which one counts; RFC 7519 section 4), nesting beyond 32, and any
 * document that is not an object. Throws `StrictJsonError`.
 */
export function parseStrictObject(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new StrictJsonError('syntax');
  }
  return parseStrictText(text);
}

/** The same for text that is decoded already. */
export function parseStrictText(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StrictJsonError('syntax');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StrictJsonError('not-an-object');
  // A name that was written twice is one member after parsing: then the text has more names than the value has members.
  if (countNames(text) !== countMembers(value, 1)) throw new StrictJsonError('duplicate-name');
  return value as Record<string, unknown>;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** Counts the colons between strings of text that is known to be JSON: each stands behind one name. */
function countNames(text: string): number {
  let names = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === COLON) names++;
    else if (code === QUOTE) {
      for (i++; text.charCodeAt(i) !== QUOTE; i++) if (text.charCodeAt(i) === BACKSLASH) i++;
    }
  }
  return names;
}

function countMembers(value: object, depth: number): number {
  if (depth > MAX_DEPTH) throw new StrictJsonError('too-deep');
  const isList = Array.isArray(value);
  const children: readonly unknown[] = isList ? value : Object.values(value);
  let members = isList ? 0 : children.length;
  for (const child of children) {
    if (typeof child === 'object' && child !== null) members += countMembers(child, depth + 1);
  }
  return members;
}
