// Signs the LiveKit token of one participant for one room; it does not know how the grant was decided.
import { AccessToken, TrackSource } from 'livekit-server-sdk';
import { decodeJwt } from 'jose';
import type { Caller } from '../auth/caller.ts';
import type { LiveKitProject } from '../config/config.ts';
import type { Grant, Source } from '../policy/grant.ts';

/** Lifetime in seconds. It guards the first connect only: LiveKit refreshes the token of a running call itself. */
const LIFETIME = 600;

/** The attribute that carries the avatar's address. Participants cannot write attributes, so it can be believed. */
export const AVATAR_ATTRIBUTE = 'voice.avatar';

const TRACK_SOURCES: Readonly<Record<Source, TrackSource>> = {
  microphone: TrackSource.MICROPHONE,
  camera: TrackSource.CAMERA,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
};

/** A signed token and when it stops opening the door, in seconds since 1970. */
export interface MintedToken {
  readonly token: string;
  readonly expiresAt: number;
  readonly lifetime: number;
}

/**
 * Mints with `roomJoin` for exactly `room`. Throws `RangeError` on an empty part: the SDK would fall back to the process
 * environment for an empty key or secret, and LiveKit lets a token without a room into every room.
 */
export async function mintToken(
  livekit: LiveKitProject,
  caller: Pick<Caller, 'identity' | 'name' | 'avatarUrl'>,
  room: string,
  grant: Grant,
): Promise<MintedToken> {
  if (!livekit.apiKey || !livekit.apiSecret || !room || !caller.identity) {
    throw new RangeError('a LiveKit token needs a key, a secret, a room and an identity');
  }
  const token = new AccessToken(livekit.apiKey, livekit.apiSecret, {
    identity: caller.identity,
    name: caller.name,
    ttl: LIFETIME,
    ...(caller.avatarUrl === undefined ? {} : { attributes: { [AVATAR_ATTRIBUTE]: caller.avatarUrl } }),
  });
  const canPublish = grant.sources.length > 0;
  token.addGrant({
    roomJoin: true,
    room,
    canPublish,
    // An empty list means every source, so a listener gets none at all. The SDK rewrites the array, hence a fresh one.
    ...(canPublish ? { canPublishSources: grant.sources.map((source) => TRACK_SOURCES[source]) } : {}),
    canPublishData: grant.can_publish_data,
    canSubscribe: grant.can_subscribe,
    canUpdateOwnMetadata: false,
  });
  const text = await token.toJwt();
  const { exp } = decodeJwt(text);
  if (exp === undefined) throw new RangeError('the minted token has no end');
  return { token: text, expiresAt: exp, lifetime: LIFETIME };
}
