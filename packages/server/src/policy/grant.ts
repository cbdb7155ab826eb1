// What a role may do inside a room; it does not know LiveKit's tokens.

/** The part a person has in a channel. */
export type Role = 'speaker' | 'listener' | 'moderator';

/** What a host's own roles make of somebody: null where they match none, `malformed` where they cannot be read. */
export type MappedRole = Role | 'malformed' | null;

/** A kind of track, by LiveKit's names. */
export type Source = 'microphone' | 'camera' | 'screen_share' | 'screen_share_audio';

/** What a caller may do in one channel, in the words of the answer of the token route. */
export interface Grant {
  readonly role: Role;
  /** What may be published; empty for a listener. */
  readonly sources: readonly Source[];
  readonly can_subscribe: boolean;
  /** True for everyone inside, listeners too: deafening is told to the others as data. */
  readonly can_publish_data: boolean;
}

/** The grant of a role. Moderating happens through this server, so no role gets rights over a room from LiveKit. */
export function grantOf(role: Role): Grant {
  return {
    role,
    sources: role === 'listener' ? [] : ['microphone'],
    can_subscribe: true,
    can_publish_data: true,
  };
}
