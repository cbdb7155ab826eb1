// Serves /metrics on the admin listener; it does not know what is measured.
import { isLoopback } from '../config/value-schemas.ts';
import { listen } from './http-server.ts';
import type { ListeningServer } from './http-server.ts';

/** The text format of Prometheus. */
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** Starts to listen where only whoever runs the server should reach it. Throws `ListenError`. */
export function startAdminServer(
  text: () => Promise<string>,
  address: { readonly host: string; readonly port: number },
): Promise<ListeningServer> {
  const answer = async ({ url, method }: Request): Promise<Response> => {
    // A page whose name was made to lead here must not read what only this machine may (DNS rebinding).
    if (isLoopbackHost(address.host) && !isLoopback(new URL(url)))
      return new Response(null, { status: 403, headers: HEADERS });
    if (new URL(url).pathname !== '/metrics') return new Response(null, { status: 404, headers: HEADERS });
    if (method !== 'GET' && method !== 'HEAD')
      return new Response(null, { status: 405, headers: { ...HEADERS, Allow: 'GET, HEAD' } });
    const headers = { ...HEADERS, 'Content-Type': CONTENT_TYPE };
    return new Response(method === 'HEAD' ? null : await text(), { headers });
  };
  return listen(answer, address, { names: { host: 'ADMIN_HOST', port: 'ADMIN_PORT' } });
}

function isLoopbackHost(host: string): boolean {
  const url = URL.parse(`http://${host.includes(':') ? `[${host}]` : host}`);
  return url !== null && isLoopback(url);
}
