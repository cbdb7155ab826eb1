// Names the route of a path for logs and metrics, from a closed list; it does not know what a route does.

const EXACT = [
  '/api/livekit/token',
  '/api/livekit/webhook',
  '/healthz',
  '/readyz',
  '/openapi.json',
  '/voice-room.js',
  '/voice-room.js.map',
];

/**
 * The pattern of the route that answers `path`, `/v/:version/:file` for the element's files, or `*` where there is none.
 * Inside another app paths begin with whatever it is mounted at. Not asked of Hono: where the host has a copy of Hono of
 * its own, ours cannot read that copy's matches.
 */
export function routeLabel(path: string): string {
  for (const route of EXACT) if (path.endsWith(route)) return route;
  return path.includes('/v/') ? '/v/:version/:file' : '*';
}
