// Parses JSON from strangers; it does not know what the document is for.

/** Deepest nesting that is looked at. */
const MAX_DEPTH = 32;

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
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new StrictJsonError('syntax');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StrictJsonError('not-an-object');
  refuseDuplicates(text);
  return value as Record<string, unknown>;
}

/** Walks text that is known to be JSON, so that strings and brackets are all that matters. */
function refuseDuplicates(text: string): void {
  const open: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found, colon] = match;
    if (found === '{' || found === '[') {
      open.push(found === '{' ? new Set() : null);
      if (open.length > MAX_DEPTH) throw new StrictJsonError('too-deep');
    } else if (found === '}' || found === ']') {
      open.pop();
    } else if (colon !== undefined) {
      const name = JSON.parse(found.slice(0, -colon.length)) as string;
      const names = open.at(-1);
      if (names?.has(name)) throw new StrictJsonError('duplicate-name');
      names?.add(name);
    }
  }
}
