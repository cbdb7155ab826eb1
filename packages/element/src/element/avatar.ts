// What a person's picture is made of: an address that may be loaded, else a stable colour; pure.

/** How many avatar colours the styles have. */
export const AVATAR_COLOURS = 8;

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const LONGEST_ADDRESS = 2048;

/** The number of somebody's colour, the same on every machine (FNV-1a over UTF-16 code units). */
export function avatarColour(identity: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < identity.length; index += 1) {
    hash = Math.imul(hash ^ identity.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV are weak: fold the high ones in.
  return ((hash ^ (hash >>> 15)) >>> 0) % AVATAR_COLOURS;
}

/** The address of a picture where it may be loaded: `https:`, or `http:` from this very machine; else null. */
export function avatarSource(address: string | undefined): string | null {
  if (!address || address.length > LONGEST_ADDRESS || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'https:') return url.href;
  return url.protocol === 'http:' && LOOPBACK.test(url.hostname) ? url.href : null;
}
