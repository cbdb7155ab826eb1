// Lets through the avatar addresses that a page may safely load; what came over the wire is hostile text.

const LONGEST = 2048;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The address, parsed and written anew, if it is `https:` (or `http:` to this machine, for development); else undefined. */
export function avatarUrl(value: string | undefined): string | undefined {
  if (!value || value.length > LONGEST || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') return undefined;
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return allowed ? url.href : undefined;
}
