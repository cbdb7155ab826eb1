// Looks into a token that was pasted, believing nothing; it does not know whether the token is any good.

/** What can be read of a token; null where it cannot. */
export interface SampleToken {
  /** As it is sent: without white space, quotes and `Bearer` around it. */
  readonly text: string;
  /** Parts between the dots: 3 for a JWT, 5 for an encrypted one. */
  readonly parts: number;
  readonly header: Readonly<Record<string, unknown>> | null;
  readonly claims: Readonly<Record<string, unknown>> | null;
}

/** Reads what was pasted, null where that is nothing. */
export function readSampleToken(pasted: string): SampleToken | null {
  const text = pasted
    .trim()
    .replace(/^authorization: */i, '')
    .replace(/^bearer +/i, '')
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .trim();
  if (text === '') return null;
  const parts = text.split('.');
  return { text, parts: parts.length, header: decode(parts[0]), claims: decode(parts[1]) };
}

function decode(part = ''): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** A claim's value for people, shortened; what looks like a token is left out. */
export function sayValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value).replace(/\p{Cc}/gu, '?');
  if (/eyJ[\w-]+\.[\w-]+/.test(text)) return '(a token)';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
