// Signs the LiveKit token of one participant for one room; it does not know how the grant was decided.
import type { Caller } from '../auth/caller.ts';
import type { Sign, Signatures } from '../auth/signatures.ts';
import type { LiveKitProject } from '../config/config.ts';
import type { Grant } from '../policy/grant.ts';

/** Lifetime in seconds. It guards the first connect only: LiveKit refreshes the token of a running call itself. */
const LIFETIME = 600;

/** The attribute that carries the avatar's address. Participants cannot write attributes, so it can be believed. */
export const AVATAR_ATTRIBUTE = 'voice.avatar';

/** A signed token and when it stops opening the door, in seconds since 1970. */
export interface MintedToken {
  readonly token: string;
  readonly expiresAt: number;
  readonly lifetime: number;
}

/**
 * Mints at `now` (seconds since 1970) with `roomJoin` for exactly `room`, at once where the runtime signs at once. Throws
 * `RangeError` on an empty part: LiveKit lets a token without a room into every room.
 */
export type MintToken = (
  livekit: LiveKitProject,
  caller: Pick<Caller, 'identity' | 'name' | 'avatarUrl'>,
  room: string,
  grant: Grant,
  now: number,
) => MintedToken | Promise<MintedToken>;

/**
 * Writes the claims that livekit-server-sdk's `AccessToken` would, and signs them with a key that is imported once a
 * project; the SDK imports it for every token and waits for its runtime, which costs more than the signature.
 */
export function createTokenMinter(signatures: Pick<Signatures, 'signer'>): MintToken {
  // By the project itself, so that a secret that is no longer configured can be forgotten.
  const signers = new WeakMap<LiveKitProject, Sign>();

  return (livekit, caller, room, grant, now) => {
    if (!livekit.apiKey || !livekit.apiSecret || !room || !caller.identity) {
      throw new RangeError('a LiveKit token needs a key, a secret, a room and an identity');
    }
    let sign = signers.get(livekit);
    if (sign === undefined) signers.set(livekit, (sign = signatures.signer(livekit.apiSecret)));
    const notBefore = Math.floor(now);
    const expiresAt = notBefore + LIFETIME;
    const { identity, name, avatarUrl } = caller;
    const claims = {
      // JSON leaves out what is undefined.
      attributes: avatarUrl === undefined ? undefined : { [AVATAR_ATTRIBUTE]: avatarUrl },
      name,
      video: videoGrant(room, grant),
      iss: livekit.apiKey,
      exp: expiresAt,
      nbf: notBefore,
      sub: identity,
    };
    const minted = (token: string): MintedToken => ({ token, expiresAt, lifetime: LIFETIME });
    const token = sign(JSON.stringify(claims));
    return typeof token === 'string' ? minted(token) : token.then(minted);
  };
}

/** LiveKit's names for the kinds of tracks are our names too. No right over a room is ever in it. */
function videoGrant(room: string, grant: Grant): Record<string, unknown> {
  const canPublish = grant.sources.length > 0;
  return {
    roomJoin: true,
    room,
    canPublish,
    // An empty list means every source, so a listener gets none at all.
    canPublishSources: canPublish ? grant.sources : undefined,
    canPublishData: grant.can_publish_data,
    canSubscribe: grant.can_subscribe,
    canUpdateOwnMetadata: false,
  };
}
