// Judges whether a secret could be guessed; it does not know what the secret is for.
import { formsOf } from './secret-forms.ts';
import { PLACEHOLDERS, PUBLISHED, WORDS } from './well-known-secrets.ts';

/** Shortest secret in bytes: the hash size of HS256 (RFC 7518 section 3.2). */
export const MIN_SECRET_BYTES = 32;

const KNOWN = new Set(PUBLISHED.flatMap((secret) => [...formsOf(secret)]));
/** What parts words, and says nothing by itself. */
const SEPARATORS = /[-\s_.,:!]/g;
/** Characters beside the words of examples up to which it is nothing but such words. More may be somebody's own sentence. */
const MAX_OTHERS = 4;

/** Share of neighbours that are one step apart (`abcd`, `4321`) above which a text counts as a run. */
const RUN_SHARE = 0.8;
/** A random 32-byte secret in hexadecimal shows 7 or fewer different digits about once in 10^13. */
const MIN_DISTINCT = 8;

/**
 * Says why `secret` is weak, as the end of a sentence, or null when nothing speaks against it. What it is the base64 or
 * hexadecimal form of is judged too. `minBytes` is the length in UTF-8 bytes that its algorithm asks for.
 */
export function weakness(secret: string, minBytes: number = MIN_SECRET_BYTES): string | null {
  const bytes = new TextEncoder().encode(secret).length;
  if (bytes < minBytes) return `is ${bytes} bytes long, and at least ${minBytes} are needed`;
  const [, ...decoded] = formsOf(secret);
  const itself = guessable(secret);
  if (itself !== null) return itself;
  for (const form of decoded) {
    const reason = guessable(form);
    if (reason !== null) return `${reason} once it is decoded`;
  }
  return null;
}

function guessable(text: string): string | null {
  const squeezed = text.toLowerCase().replace(SEPARATORS, '');
  if (KNOWN.has(text) || PLACEHOLDERS.some((part) => squeezed.includes(part)))
    return 'is a well-known example secret';
  if (isMadeOfWords(squeezed)) return 'is made of the words that example secrets are made of';
  if (new Set(text).size < MIN_DISTINCT) return 'is made of very few different characters';
  if ((text + text).indexOf(text, 1) < text.length) return 'is a short text repeated';
  if (runShare(text) > RUN_SHARE) return 'is a run of neighbouring characters';
  return null;
}

/** Whether it is nothing but these words. */
function isMadeOfWords(squeezed: string): boolean {
  let others = squeezed;
  // A mark stays where a word was, so that none is made of what was on both of its sides.
  for (const word of WORDS) others = others.replaceAll(word, '\n');
  return others.replaceAll('\n', '').length <= MAX_OTHERS;
}

function runShare(text: string): number {
  let steps = 0;
  for (let i = 1; i < text.length; i++) {
    if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) <= 1) steps++;
  }
  return steps / (text.length - 1);
}
