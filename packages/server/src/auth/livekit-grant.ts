// Recognises the grant of a LiveKit token; it does not know who signed it.

/** The members of LiveKit's video grant that open or change something; every token for LiveKit has one. */
const MARKS = ['roomJoin', 'roomCreate', 'roomList', 'roomRecord', 'roomAdmin', 'ingressAdmin'];

/**
 * Whether a claim `video` is LiveKit's grant. A host may use the name for something of its own, so only an object with
 * one of the grant's members counts.
 */
export function isLiveKitGrant(video: unknown): boolean {
  return typeof video === 'object' && video !== null && MARKS.some((name) => Object.hasOwn(video, name));
}
