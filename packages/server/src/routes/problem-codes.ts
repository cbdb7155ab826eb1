// The table of every refusal that this server can give; it does not know requests.

/** HTTP status and standard phrase of each stable `code` of a problem answer. */
export const PROBLEMS = {
  'malformed-json': { status: 400, title: 'Bad Request' },
  'token-missing': { status: 401, title: 'Unauthorized' },
  'token-invalid': { status: 401, title: 'Unauthorized' },
  'origin-not-allowed': { status: 403, title: 'Forbidden' },
  'channel-forbidden': { status: 403, title: 'Forbidden' },
  'not-found': { status: 404, title: 'Not Found' },
  'method-not-allowed': { status: 405, title: 'Method Not Allowed' },
  'room-full': { status: 409, title: 'Conflict' },
  'body-too-large': { status: 413, title: 'Content Too Large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported Media Type' },
  'invalid-request': { status: 422, title: 'Unprocessable Content' },
  'channel-id-invalid': { status: 422, title: 'Unprocessable Content' },
  'rate-limited': { status: 429, title: 'Too Many Requests' },
  'internal-error': { status: 500, title: 'Internal Server Error' },
  'identity-provider-unavailable': { status: 503, title: 'Service Unavailable' },
  'channel-access-unavailable': { status: 503, title: 'Service Unavailable' },
  'livekit-unavailable': { status: 503, title: 'Service Unavailable' },
  'not-ready': { status: 503, title: 'Service Unavailable' },
} as const;

/** A stable code of a refusal. */
export type ProblemCode = keyof typeof PROBLEMS;
