// The forms of single values, as zod schemas whose messages end a sentence; it does not know where a value is set.
import { z } from 'zod';
import type { RateQuota } from './config.ts';
import { PUBLIC_ALGORITHMS, SECRET_ALGORITHMS } from './algorithms.ts';
import { hasBlockedPort } from './blocked-ports.ts';
import { weakness } from './weak-secret.ts';

/** What a weak secret is answered with. */
export const RANDOM = 'Set a random one, for example from "openssl rand -base64 48".';
const MAX_WINDOW_SECONDS = 86_400;

/** The algorithms that host JWTs may be signed with. */
export const ALGORITHMS = [...Object.keys(SECRET_ALGORITHMS), ...Object.keys(PUBLIC_ALGORITHMS)];

/** Whether a URL's host is this machine, so that plain http cannot be read on the way. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/** A text that `read` turns into a value; null is a fault with `message`. */
export function parsed<T>(read: (text: string) => T | null, message: string, text = z.string(message)) {
  return text.transform((found, context): T => {
    const value = read(found);
    if (value === null) context.addIssue({ code: 'custom', message });
    return value as T;
  });
}

/** A secret of at least 32 bytes that nobody could guess. */
export const secret = z.string().superRefine((text, context) => {
  const reason = weakness(text);
  if (reason !== null) context.addIssue({ code: 'custom', message: `${reason}. ${RANDOM}` });
});

/** Printable ASCII without spaces, compared exactly. */
export const word = (example: string) => {
  const message = `is not one word of ASCII characters without spaces. Set it exactly, for example ${example}.`;
  return z.string(message).regex(/^[\x21-\x7e]+$/, message);
};

/** An address of one of `protocols`, kept as it is written. */
export function address(protocols: readonly string[], example: string) {
  const message = `is not an address of the form ${example} (no user name, query or fragment). Set one of that form.`;
  return parsed((text) => {
    const value = URL.parse(text);
    const plain = value !== null && !/[?#\s]/.test(text) && value.username === '' && value.password === '';
    return plain && protocols.includes(value.protocol) ? text : null;
  }, message);
}

/** An address that nobody on the way can read or answer, https, or http on this machine; and that `fetch` would ask. */
export const safeUrl = (what: string, example: string) => {
  const cure = `Set the address of ${what}, for example ${example}.`;
  const unsafe = `is not an https address (http is accepted for a loopback address only; no user name or password). ${cure}`;
  return z.string(unsafe).transform((text, context): string => {
    const value = URL.parse(text);
    const isPlain = value !== null && value.username === '' && value.password === '' && !/[#\s]/.test(text);
    if (!isPlain || !(value.protocol === 'https:' || (value.protocol === 'http:' && isLoopback(value)))) {
      context.addIssue({ code: 'custom', message: unsafe });
      return text;
    }
    if (hasBlockedPort(value)) {
      const message = `has port ${value.port}, which fetch never connects to: it is another protocol's. ${cure}`;
      context.addIssue({ code: 'custom', message });
    }
    return value.href;
  });
};

/** The address for browsers, `ws:` or `wss:`. */
export const liveKitUrl = address(['ws:', 'wss:'], 'wss://livekit.example.com');
/** The address for this server; `ws:` addresses mean the same server. */
export const liveKitApiUrl = address(['http:', 'https:', 'ws:', 'wss:'], 'http://livekit:7880');
/** Where an identity provider publishes its keys. */
export const jwksUrl = safeUrl('the key set', 'https://id.example.com/.well-known/jwks.json');
/** Where the host app answers who may enter. */
export const callbackUrl = safeUrl('the callback', 'https://app.example.com/voice-access');

const QUOTA = `is not requests/seconds with at most ${MAX_WINDOW_SECONDS} seconds. Set for example 600/60, or off.`;
/** `requests/seconds`, or `off`. */
export const quota = parsed(
  (text): RateQuota | 'off' | null => {
    if (text === 'off') return 'off';
    const [requests = 0, seconds = 0] = text.split('/').map(Number);
    return seconds > MAX_WINDOW_SECONDS ? null : { requests, seconds };
  },
  QUOTA,
  z.string(QUOTA).regex(/^(off|[1-9]\d{0,8}\/[1-9]\d{0,5})$/, { error: QUOTA, abort: true }),
);
