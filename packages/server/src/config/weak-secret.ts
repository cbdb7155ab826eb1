// Judges whether a secret could be guessed; it does not know what the secret is for.

/** Shortest secret in bytes: the hash size of HS256 (RFC 7518 section 3.2). */
export const MIN_SECRET_BYTES = 32;

/** Parts of secrets that documentation, tutorials and default installations have made public. */
const WELL_KNOWN = [
  'your-256-bit-secret',
  'your-384-bit-secret',
  'your-512-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  'super-secret-jwt-token-with-at-least-32-characters',
  'secretkeysecretkey',
  'supersecret',
  'super-secret',
  'super_secret',
  'topsecret',
  'top-secret',
  'top_secret',
  'mysecret',
  'my-secret',
  'my_secret',
  'secretsecret',
  'secret123',
  'thisisasecret',
  'this-is-a-secret',
  'this_is_a_secret',
  'this is a secret',
  'changethis',
  'change-this',
  'change_this',
  'please-change',
  'pleasechange',
  'changeme',
  'change-me',
  'change_me',
  'replace-me',
  'replaceme',
  'replace_me',
  'your-secret',
  'your_secret',
  'yoursecret',
  'your-livekit',
  'your-api-secret',
  'your_api_secret',
  'your-jwt',
  'jwtsecret',
  'jwt_secret',
  'jwt-secret',
  'insecure',
  'keyboard cat',
  'correct horse battery staple',
  'passwordpassword',
  'password123',
  'letmein',
  'qwertyuiop',
  'deadbeef',
  'loremipsum',
  'lorem ipsum',
  'shhhhh',
];

/** Share of neighbours that are one step apart (`abcd`, `4321`) above which a text counts as a run. */
const RUN_SHARE = 0.8;
/** A random 32-byte secret in hexadecimal shows 7 or fewer different digits about once in 10^13. */
const MIN_DISTINCT = 8;

/**
 * Says why `secret` is weak, as the end of a sentence, or null when nothing speaks against it.
 * `minBytes` is the length in UTF-8 bytes that its algorithm asks for.
 */
export function weakness(secret: string, minBytes: number = MIN_SECRET_BYTES): string | null {
  const bytes = new TextEncoder().encode(secret).length;
  if (bytes < minBytes) return `is ${bytes} bytes long, and at least ${minBytes} are needed`;
  const lower = secret.toLowerCase();
  if (WELL_KNOWN.some((known) => lower.includes(known))) return 'is a well-known example secret';
  if (new Set(secret).size < MIN_DISTINCT) return 'is made of very few different characters';
  if ((secret + secret).indexOf(secret, 1) < secret.length) return 'is a short text repeated';
  if (runShare(secret) > RUN_SHARE) return 'is a run of neighbouring characters';
  return null;
}

function runShare(text: string): number {
  let steps = 0;
  for (let i = 1; i < text.length; i++) {
    if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) <= 1) steps++;
  }
  return steps / (text.length - 1);
}
