// The colour that stands for somebody without a picture; pure.

/** How many avatar colours the styles have. */
export const AVATAR_COLOURS = 8;

/** The number of somebody's colour, the same on every machine (FNV-1a over UTF-16 code units). */
export function avatarColour(identity: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < identity.length; index += 1) {
    hash = Math.imul(hash ^ identity.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV are weak: fold the high ones in.
  return ((hash ^ (hash >>> 15)) >>> 0) % AVATAR_COLOURS;
}
