// Lets allowed web origins through and nobody else's pages; it does not know tokens or channels.
import type { MiddlewareHandler } from 'hono';
import type { AllowedOrigin } from '../config/config.ts';
import { isOriginAllowed } from '../config/origins.ts';
import type { AppEnv } from './app-env.ts';
import { Problem } from './problem.ts';

const EXPOSED = 'RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id';
/** Seconds a browser may remember a preflight; Chromium keeps none longer. */
const MAX_AGE = '7200';

/** Which origins may call, and how this server's own is found. */
export interface OriginRules {
  readonly allowed: readonly AllowedOrigin[];
  /** Proxies in front whose `X-Forwarded-Proto` and `-Host` are believed. */
  readonly trustProxy: number;
  /** Methods of the path, for the preflight. */
  readonly methods: string;
}

/**
 * CORS by exact origins, and more: a request whose `Origin` is `null` or not allowed is refused itself (403), since CORS
 * alone only hides the answer. A request without `Origin` is not a browser's cross-site call and passes. Credentials mode
 * is never allowed: the server has no cookies.
 */
export function guardOrigin({ allowed, trustProxy, methods }: OriginRules): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    c.header('Vary', 'Origin', { append: true });
    const origin = c.req.header('Origin');
    if (origin === undefined) return next();
    const isOwn = origin === ownOrigin(c.req.raw, trustProxy);
    if (!isOwn && !isOriginAllowed(origin, allowed)) {
      const detail = 'The origin of the page is not allowed to use this server.';
      throw new Problem('origin-not-allowed', { detail, reason: explain(origin, c.req.raw) });
    }
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', EXPOSED);
    if (c.req.method !== 'OPTIONS' || c.req.header('Access-Control-Request-Method') === undefined)
      return next();
    c.header('Vary', 'Access-Control-Request-Method, Access-Control-Request-Headers', { append: true });
    return c.body(null, 204, {
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Request-Id',
      'Access-Control-Max-Age': MAX_AGE,
    });
  };
}

/** For the log: the usual reason behind a proxy that ends TLS is that this server was not told of the proxy. */
function explain(origin: string, request: Request): string {
  const isOwnHost = URL.parse(origin)?.host === new URL(request.url).host;
  return isOwnHost ? 'own host by another scheme: set TRUST_PROXY behind a proxy' : 'not in ALLOWED_ORIGINS';
}

/** The origin under which the client reached this server, or null where a forwarded line makes no sense. */
function ownOrigin(request: Request, trustProxy: number): string | null {
  const url = new URL(request.url);
  const scheme = forwarded(request, 'X-Forwarded-Proto', trustProxy) ?? url.protocol.slice(0, -1);
  const host = forwarded(request, 'X-Forwarded-Host', trustProxy) ?? url.host;
  return URL.parse(`${scheme}://${host}`)?.origin ?? null;
}

/** The entry that the outermost trusted proxy wrote: the list grows to the right, one entry a proxy. */
function forwarded(request: Request, name: string, trustProxy: number): string | undefined {
  if (trustProxy === 0) return undefined;
  const entries = request.headers
    .get(name)
    ?.split(',')
    .map((entry) => entry.trim());
  return entries?.[Math.max(0, entries.length - trustProxy)];
}
