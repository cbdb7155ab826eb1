// Forges tokens of every kind that a server must refuse; it does not know what the server answers.
import { randomBytes } from 'node:crypto';
import type { PreparedRequest } from '../load/write-requests.ts';
import type { HostKey } from './host-key.ts';
import { KEY_ID, channelOf, claimsOf, signToken } from './sign-tokens.ts';

/** Characters of a slot: nine bytes in base64url. */
const SLOT = 9;
const FILLING = '0'.repeat(SLOT);

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * The JSON of `value`, whose member `name` must be the filling with spaces before it allowed, such that the filling begins
 * at a multiple of three bytes: then it is 12 characters of its own in base64url.
 */
function withSlot(value: Record<string, unknown>, name: string, filling: (pad: string) => string) {
  for (const pad of ['', 'a', 'aa']) {
    const bytes = JSON.stringify({ ...value, [name]: filling(pad) });
    const at = bytes.indexOf(FILLING);
    if (at % 3 === 0) return { segment: Buffer.from(bytes).toString('base64url'), at: (at / 3) * 4 };
  }
  throw new Error('no padding puts the slot on a boundary');
}

const signature = (bytes: number): string => randomBytes(bytes).toString('base64url');

/**
 * Forged requests of six kinds in turn: a signature of other bytes, an issuer, a key id and a subject that are other ones
 * in every request, an expired token with a sound signature, and garbage.
 */
export async function forgeTokens(key: HostKey, count: number): Promise<PreparedRequest[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => forge(key, index)));
}

async function forge(key: HostKey, index: number): Promise<PreparedRequest> {
  const channel = channelOf(index);
  const claims = claimsOf(index);
  const header = { alg: key.algorithm, typ: 'JWT', kid: KEY_ID };
  switch (index % 6) {
    case 0: {
      const token = await signToken(key, claims);
      return { channel, token, slot: token.lastIndexOf('.') + 1 + 8 };
    }
    case 1: {
      const { segment, at } = withSlot(claims, 'iss', (pad) => `https://${pad}${FILLING}.example.com/`);
      return {
        channel,
        token: `${encode(header)}.${segment}.${signature(64)}`,
        slot: encode(header).length + 1 + at,
      };
    }
    case 2: {
      const { segment, at } = withSlot(header, 'kid', (pad) => `${pad}${FILLING}`);
      return { channel, token: `${segment}.${encode(claims)}.${signature(64)}`, slot: at };
    }
    case 3: {
      const { segment, at } = withSlot(claims, 'sub', (pad) => `user_${pad}${FILLING}`);
      return {
        channel,
        token: `${encode(header)}.${segment}.${signature(64)}`,
        slot: encode(header).length + 1 + at,
      };
    }
    case 4: {
      const past = Math.floor(Date.now() / 1000) - 7200;
      return { channel, token: await signToken(key, { ...claims, iat: past, exp: past + 600 }) };
    }
    default:
      return { channel, token: signature(30 + (index % 500)), slot: 8 };
  }
}
