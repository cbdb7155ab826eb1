// Lets allowed web origins through and nobody else's pages; it does not know tokens or channels.
import type { Context, MiddlewareHandler } from 'hono';
import type { AllowedOrigin, ServerConfig } from '../config/config.ts';
import { isOriginAllowed } from '../config/origins.ts';
import type { AppEnv } from './app-env.ts';
import { Problem } from './problem.ts';
import { addFields, respond } from './respond.ts';

const EXPOSED = 'RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id';
/** Seconds a browser may remember a preflight; Chromium keeps none longer. */
const MAX_AGE = '7200';

/** The two looks at an origin. */
export interface OriginGuard {
  /** Before the token is known: the origin must be one of any tenant's. */
  readonly guard: MiddlewareHandler<AppEnv>;
  /** After it: the origin must be one of `allowed`, the tenant's own. Throws a `Problem` (403). */
  require(c: Context<AppEnv>, allowed: readonly AllowedOrigin[]): void;
}

/**
 * CORS by exact origins, and more: a request whose `Origin` is `null` or not allowed is refused itself (403), since CORS
 * alone only hides the answer. A request without `Origin` is not a browser's cross-site call and passes; the server's own
 * origin passes everywhere. Credentials mode is never allowed: the server has no cookies. `method` is the path's own.
 */
export function createOriginGuard(
  { tenants, issuers, trustProxy }: ServerConfig,
  method: string,
): OriginGuard {
  const opened = issuers.flatMap(({ tenant }) => (tenant.kind === 'claim' ? [tenant.settings] : []));
  const all = [...tenants, ...opened].flatMap(({ origins }) => origins);
  // One look-up, however many tenants: only subdomains have to be gone through.
  const exact = new Set(all.flatMap((entry) => (entry.kind === 'exact' ? [entry.origin] : [])));
  const subdomains = all.filter(({ kind }) => kind === 'subdomains');

  const isOwn = (c: Context<AppEnv>, origin: string): boolean => origin === ownOrigin(c.req.raw, trustProxy);

  return {
    require(c, allowed) {
      const origin = c.req.header('Origin');
      if (origin !== undefined && !isOriginAllowed(origin, allowed) && !isOwn(c, origin))
        throw refusal(origin, c.req.raw);
    },
    guard: async (c, next) => {
      c.get('fields')['Vary'] = 'Origin';
      const origin = c.req.header('Origin');
      if (origin === undefined) return next();
      if (!exact.has(origin) && !isOriginAllowed(origin, subdomains) && !isOwn(c, origin)) {
        // What the path does not do for anybody is 405 for everybody.
        if (c.req.method !== method && c.req.method !== 'OPTIONS') return next();
        throw refusal(origin, c.req.raw);
      }
      addFields(c, { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED });
      if (c.req.method !== 'OPTIONS' || c.req.header('Access-Control-Request-Method') === undefined)
        return next();
      return respond(c, 204, null, {
        Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
        'Access-Control-Allow-Methods': method,
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Request-Id',
        'Access-Control-Max-Age': MAX_AGE,
      });
    },
  };
}

function refusal(origin: string, request: Request): Problem {
  const detail = 'The origin of the page is not allowed to use this server.';
  return new Problem('origin-not-allowed', { detail, reason: explain(origin, request) });
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
  // A scheme that has no origins would make the word `null` of it, which sandboxed pages of anybody send.
  if (!/^https?$/i.test(scheme)) return null;
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
