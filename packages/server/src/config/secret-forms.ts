// Finds the other texts that a secret is the encoded form of; it does not know what makes a secret weak.

/** How a secret of Standard Webhooks begins; the rest is the base64 of its key. */
export const WEBHOOK_PREFIX = 'whsec_';

/** Shorter results are no key: a short text is base64 or hexadecimal of something by chance. */
const MIN_DECODED = 16;
/** Hexadecimal in base64 is met; deeper is nobody's habit. */
const DEPTH = 2;

/**
 * The secret itself and what it is the base64, base64url or hexadecimal form of, one character a byte. Whoever knows one of
 * these knows all of them. A text without any such meaning may decode by chance, to bytes that are no other secret's.
 */
export function formsOf(secret: string): ReadonlySet<string> {
  const forms = new Set([binary(secret)]);
  if (secret.startsWith(WEBHOOK_PREFIX)) forms.add(secret.slice(WEBHOOK_PREFIX.length));
  for (let depth = 0; depth < DEPTH; depth++) {
    for (const form of [...forms])
      for (const decoded of [fromBase64(form), fromHex(form)]) {
        if (decoded.length >= MIN_DECODED) forms.add(decoded);
      }
  }
  return forms;
}

/** A text as the bytes of its UTF-8, one character each. */
function binary(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

function fromBase64(text: string): string {
  const [, digits] = /^([A-Za-z0-9+/_-]+)={0,2}$/.exec(text) ?? [];
  if (digits === undefined || digits.length % 4 === 1) return '';
  return atob(digits.replaceAll('-', '+').replaceAll('_', '/'));
}

function fromHex(text: string): string {
  const [, digits] = /^(?:0x)?((?:[0-9a-f]{2})+)$/i.exec(text) ?? [];
  return (digits?.match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16))).join('');
}
