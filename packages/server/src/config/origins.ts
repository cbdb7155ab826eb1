// Parses and matches the web origins that may call the API; it does not know about HTTP.
import type { AllowedOrigin } from './config.ts';

/**
 * Reads one entry of ALLOWED_ORIGINS: an exact origin, or `https://*.example.com` for every subdomain at any depth
 * (not for `example.com` itself). Returns null for anything else: paths, userinfo, a lone `*`, a `*` elsewhere, a dot at
 * the end of the name.
 */
export function parseOrigin(entry: string): AllowedOrigin | null {
  const wildcard = /^https:\/\/\*\.(?=[^*]+$)/.exec(entry);
  const url = URL.parse(wildcard ? entry.replace('*.', '') : entry);
  if (url === null || entry.includes('*') !== (wildcard !== null)) return null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const bare =
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === '';
  if (!bare || /[?#@\\]/.test(entry)) return null;
  // `com.` is a top-level name as `com` is, and nobody's pages are meant by a name that is written so.
  if (url.hostname.endsWith('.')) return null;
  if (!wildcard) return { kind: 'exact', origin: url.origin };
  // A wildcard below a top-level name (`https://*.com`) would open the server to half the web.
  if (!url.hostname.includes('.') || /^[\d.]+$/.test(url.hostname)) return null;
  return { kind: 'subdomains', scheme: 'https:', suffix: `.${url.hostname}`, port: url.port };
}

/** Whether the value of an `Origin` header is allowed. `null` and unparsable values never are. */
export function isOriginAllowed(origin: string, allowed: readonly AllowedOrigin[]): boolean {
  const url = URL.parse(origin);
  // Browsers send the canonical form, so any other spelling is somebody else's.
  if (url === null || url.origin !== origin) return false;
  return allowed.some((entry) => {
    if (entry.kind === 'exact') return entry.origin === origin;
    const below = url.hostname.endsWith(entry.suffix) && /^[^.]/.test(url.hostname);
    return below && url.protocol === entry.scheme && url.port === entry.port;
  });
}
