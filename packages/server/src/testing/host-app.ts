// A host app for tests: signs JWTs as a customer's program would; it does not know how they are verified.
import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import type { JWTPayload } from 'jose';

/** What the host's tokens carry as `iss`. */
export const ISSUER = 'https://host.example/';
/** What they carry as `aud`. */
export const AUDIENCE = 'voice-room';
/** The secret that host and server share. */
export const HOST_SECRET = randomBytes(32).toString('base64url');
/** The key of the LiveKit project. */
export const LIVEKIT_KEY = 'APItestkey';
/** Its secret. */
export const LIVEKIT_SECRET = randomBytes(32).toString('base64url');

/** Seconds since 1970. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** A complete environment of a host that shares a secret; ports of 0 so that no test meets another. */
export function environment(
  changes: Record<string, string | undefined> = {},
): Record<string, string | undefined> {
  return {
    LIVEKIT_API_KEY: LIVEKIT_KEY,
    LIVEKIT_API_SECRET: LIVEKIT_SECRET,
    LIVEKIT_WS_URL: 'wss://livekit.example',
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_SECRET: HOST_SECRET,
    PORT: '0',
    ADMIN_PORT: '0',
    ...changes,
  };
}

/** Sound claims; a change to undefined removes a claim. */
export function claims(changes: Record<string, unknown> = {}): JWTPayload {
  const all = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'user-1',
    name: 'Ada',
    iat: nowSeconds(),
    exp: nowSeconds() + 300,
    voice: { channels: ['*'] },
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** How a token is signed, and further members of its header. */
export interface SignOptions {
  readonly key?: CryptoKey | Uint8Array;
  readonly header?: Record<string, unknown>;
}

/** Signs sound claims with `changes`; by default with the shared secret. */
export function sign(
  changes: Record<string, unknown> = {},
  { key, header }: SignOptions = {},
): Promise<string> {
  return new SignJWT(claims(changes))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header })
    .sign(key ?? new TextEncoder().encode(HOST_SECRET));
}

/** A token written by hand, for what no signing library writes; `sign` gets the signing input. */
export async function signRaw(
  header: string,
  payload: string,
  secret: string = HOST_SECRET,
): Promise<string> {
  const encode = (text: string): string => Buffer.from(text).toString('base64url');
  const input = `${encode(header)}.${encode(payload)}`;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}
