// Decides whether a stranger's address may be shown as a picture; it does not know whose it is.

/** Longest accepted address in characters; it travels to every participant of a room. */
const MAX_LENGTH = 2048;

/**
 * Returns the address in its canonical form, or undefined for anything but an https URL without user name and password:
 * `javascript:` and `data:` would run or hide content, plain http would be blocked or watched.
 */
export function cleanAvatarUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return undefined;
  const url = URL.parse(value);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '')
    return undefined;
  return url.href.length > MAX_LENGTH ? undefined : url.href;
}
