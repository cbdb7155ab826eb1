// The rules for channel ids; it does not know rooms, callers or HTTP.

/** Longest id in bytes of UTF-8. */
export const MAX_CHANNEL_ID_BYTES = 200;

/** What most ids are: nothing in it can be a fault. */
const PLAIN = /^[a-z0-9_-]{1,200}$/i;

/** Why a text is no channel id; stable, for the answer. */
export type ChannelIdFault =
  | 'empty'
  | 'too-long'
  | 'ill-formed'
  | 'not-nfc'
  | 'control-character'
  | 'asterisk'
  | 'white-space-at-an-end'
  | 'dot-segment';

/**
 * Checks a channel id: 1 to 200 bytes of well-formed UTF-8 in NFC, no control characters, no `*` (it is the pattern
 * character of the `voice` claim), no white space at the ends, not `.` or `..`. Returns the first fault, or null. An id is
 * never mended: two texts that look alike must not silently meet in one room.
 */
export function channelIdFault(id: string): ChannelIdFault | null {
  if (PLAIN.test(id)) return null;
  if (id === '') return 'empty';
  if (id.length > MAX_CHANNEL_ID_BYTES || new TextEncoder().encode(id).length > MAX_CHANNEL_ID_BYTES)
    return 'too-long';
  if (!id.isWellFormed()) return 'ill-formed';
  if (/\p{Cc}/u.test(id)) return 'control-character';
  if (id.normalize('NFC') !== id) return 'not-nfc';
  if (id.includes('*')) return 'asterisk';
  if (id.trim() !== id) return 'white-space-at-an-end';
  if (id === '.' || id === '..') return 'dot-segment';
  return null;
}
