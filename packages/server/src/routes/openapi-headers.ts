// The header fields of the OpenAPI document; it does not know which answer carries which.
import type { Json } from './openapi-schemas.ts';

const text = (description: string, schema: Json = {}): Json => ({
  description,
  schema: { type: 'string', ...schema },
});

/** A header field that every answer of its kind carries. */
const always = (header: Json): Json => ({ ...header, required: true });

const requestId = text(
  'The id of the request: the one that was sent where it is short and plain, else a new one.',
  {
    pattern: '^[A-Za-z0-9_=.:+/-]{1,64}$',
  },
);
const retryAfter = { description: 'Seconds to wait (RFC 9110).', schema: { type: 'integer', minimum: 0 } };
const vary = 'Caches must tell these apart.';

/** What `#/components/headers` has, by its name there. */
export const HEADERS = {
  RequestId: always(requestId),
  NoStore: always(text('Never stored.', { const: 'no-store' })),
  CacheFiveMinutes: always(text('Public, for five minutes.', { const: 'public, max-age=300' })),
  CacheForever: always(text('Public, for ever.', { const: 'public, max-age=31536000, immutable' })),
  NoSniff: always(text('The media type is meant.', { const: 'nosniff' })),
  ETag: always(text('The digest of the content.', { pattern: '^"[\\x21\\x23-\\x7e]+"$' })),
  AnyOrigin: always(text('Pages of every origin may read this.', { const: '*' })),
  CrossOrigin: always(text('Pages of every origin may embed this.', { const: 'cross-origin' })),
  Allow: always(text('The methods of the path (RFC 9110).', { pattern: '^[A-Z]+(?:, [A-Z]+)*$' })),
  AllowUnlessPreflight: text('The methods of the path; not in the answer to a preflight.', {
    pattern: '^[A-Z]+(?:, [A-Z]+)*$',
  }),
  AcceptJson: always(
    text('The media type that is taken (RFC 9110 section 15.5.16).', { const: 'application/json' }),
  ),
  AcceptWebhook: always(
    text('The media types that are taken (RFC 9110 section 15.5.16).', {
      const: 'application/webhook+json, application/json',
    }),
  ),
  Challenge: always(text('RFC 6750; `error` only where a token was sent.', { pattern: '^Bearer realm="' })),
  ChallengeIfForbidden: text('With `channel-forbidden`: `error="insufficient_scope"` (RFC 6750).', {
    pattern: '^Bearer realm="',
  }),
  RetryAfter: always(retryAfter),
  VaryOrigin: always(text(vary, { const: 'Origin' })),
  VaryPreflight: always(
    text(vary, {
      enum: ['Origin', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'],
    }),
  ),
  AllowOrigin: text('The `Origin` of the request, where it is allowed.', { format: 'uri' }),
  ExposeHeaders: text('With an allowed `Origin`: the fields that its page may read.'),
  AllowMethods: text('Of a preflight.', { const: 'POST' }),
  AllowHeaders: text('Of a preflight.', { const: 'Authorization, Content-Type, X-Request-Id' }),
  MaxAge: { description: 'Of a preflight: seconds.', schema: { type: 'integer', minimum: 0 } },
  RateLimitPolicy: text('The quotas that the request was counted under (a structured field).', {
    examples: ['"address";q=600;w=60, "subject";q=60;w=60'],
  }),
  RateLimit: text('What is left of them, and the seconds until they are whole again (a structured field).', {
    examples: ['"address";r=599;t=60, "subject";r=59;t=60'],
  }),
} as const;

type HeaderName = keyof typeof HEADERS;

const refs = (fields: Readonly<Record<string, HeaderName>>): Json =>
  Object.fromEntries(
    Object.entries(fields).map(([field, name]) => [field, { $ref: `#/components/headers/${name}` }]),
  );

/** On every answer of the app. */
export const FRAME = refs({
  'X-Request-Id': 'RequestId',
  'Cache-Control': 'NoStore',
  'X-Content-Type-Options': 'NoSniff',
});

/** On every answer of the token route; the latter two where the origin is allowed. */
export const CORS = refs({
  Vary: 'VaryOrigin',
  'Access-Control-Allow-Origin': 'AllowOrigin',
  'Access-Control-Expose-Headers': 'ExposeHeaders',
});

/** On answers to OPTIONS of the token route. */
export const PREFLIGHT = refs({
  Vary: 'VaryPreflight',
  Allow: 'AllowUnlessPreflight',
  'Access-Control-Allow-Methods': 'AllowMethods',
  'Access-Control-Allow-Headers': 'AllowHeaders',
  'Access-Control-Max-Age': 'MaxAge',
});

/** Where limits are set: on every answer to a request that was counted. */
export const RATE_LIMIT = refs({ 'RateLimit-Policy': 'RateLimitPolicy', RateLimit: 'RateLimit' });

/** On what any page may load. */
export const PUBLIC = refs({
  'Cache-Control': 'CacheFiveMinutes',
  ETag: 'ETag',
  'Access-Control-Allow-Origin': 'AnyOrigin',
  'Cross-Origin-Resource-Policy': 'CrossOrigin',
});

/** The same for what never changes. */
export const IMMUTABLE = { ...PUBLIC, ...refs({ 'Cache-Control': 'CacheForever' }) };

/** Fields of single answers. */
export const ALLOW = refs({ Allow: 'Allow' });
/** The challenge of 401. */
export const CHALLENGE = refs({ 'WWW-Authenticate': 'Challenge' });
/** The challenge of 403. */
export const SCOPE_CHALLENGE = refs({ 'WWW-Authenticate': 'ChallengeIfForbidden' });
/** Of 429 and 503. */
export const RETRY_AFTER = refs({ 'Retry-After': 'RetryAfter' });
/** Of 415. */
export const ACCEPT_JSON = refs({ Accept: 'AcceptJson' });
/** Of 415 for webhooks. */
export const ACCEPT_WEBHOOK = refs({ Accept: 'AcceptWebhook' });
