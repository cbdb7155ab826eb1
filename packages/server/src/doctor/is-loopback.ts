// Tells addresses of this machine from others; it does not know what they are for.

/** Whether only programs on this machine reach the host of `url`. */
export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return /^(localhost|.+\.localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(host);
}
