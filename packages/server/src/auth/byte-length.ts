// Measures texts as LiveKit does, in bytes of UTF-8; it does not know what they say.

const encoder = new TextEncoder();

/** The length of `text` in UTF-8 bytes. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** Whether `text` is at most `limit` bytes long. No character unit takes more than three, so short texts are not encoded. */
export const fitsIn = (text: string, limit: number): boolean =>
  text.length * 3 <= limit || (text.length <= limit && byteLength(text) <= limit);
