// Makes the limiter key of a network address; it does not know where the address came from.

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write clients: each connection has another port. */
const WITH_PORT = /^(?:(\d{1,3}(?:\.\d{1,3}){3})|\[([^\]]*)\])(?::\d{1,5})?$/;

/**
 * IPv4 as it is (also when mapped into IPv6), IPv6 by its first 64 bits: one subscriber commonly owns all the rest
 * (RFC 6177), and counting each of those addresses alone would never fill a quota but would fill the memory. A port is left out.
 */
export function addressKey(text: string): string {
  const [, ipv4, ipv6] = WITH_PORT.exec(text) ?? [];
  const address = ipv4 ?? ipv6 ?? text;
  if (!address.includes(':')) return address;
  const written = (address.split('%')[0] ?? '').toLowerCase();
  // A URL writes each IPv6 address in one way, with an IPv4 address at its end in hexadecimal.
  const canonical = URL.parse(`http://[${written}]`)?.hostname.slice(1, -1) ?? written;
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? [];
  if (high !== undefined && low !== undefined) return ipv4Of(parseInt(high, 16), parseInt(low, 16));
  const [head = '', tail] = canonical.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail ? tail.split(':') : [];
  const gap = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  const groups = [...front, ...gap, ...back].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}

function ipv4Of(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
