// Signs the tokens of a host app's people; it does not know who verifies them.
import { SignJWT } from 'jose';
import type { PreparedRequest } from '../load/write-requests.ts';
import type { HostKey } from './host-key.ts';

/** What every token here carries as `iss`. */
export const ISSUER = 'https://id.example.com/';
/** What every token here carries as `aud`. */
export const AUDIENCE = 'voice-room';
/** The id of the signing key. */
export const KEY_ID = 'bench-key-1';

/** The channels that are asked for in turn. */
const CHANNELS = ['general', 'team-red', 'team-green', 'team-blue', 'help', 'stage', 'lounge', 'games'];
/** Seconds that tokens are good for: longer than any run takes. */
const LIFETIME = 6 * 3600;

/** Claims of person `index` as an identity provider would write them. */
export function claimsOf(index: number): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: `user_${String(index).padStart(8, '0')}`,
    name: `Person ${index}`,
    picture: `https://cdn.example.com/avatars/${index}.png`,
    iat: now,
    exp: now + LIFETIME,
    voice: { channels: [...CHANNELS.slice(0, 1), 'team-*', ...CHANNELS.slice(4)] },
  };
}

/** The channel that request `index` asks for. */
export function channelOf(index: number): string {
  return CHANNELS[index % CHANNELS.length] ?? 'general';
}

/** Signs `claims` with `key`. */
export function signToken(key: HostKey, claims: Record<string, unknown>): Promise<string> {
  const header = { alg: key.algorithm, typ: 'JWT', kid: KEY_ID };
  return new SignJWT(claims).setProtectedHeader(header).sign(key.signing);
}

/** Sound requests of `count` different people. */
export async function signTokens(key: HostKey, count: number): Promise<PreparedRequest[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      token: await signToken(key, claimsOf(index)),
      channel: channelOf(index),
    })),
  );
}
