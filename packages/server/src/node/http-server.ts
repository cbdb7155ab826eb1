// Serves a fetch handler over Node's HTTP server and stops it gracefully; it does not know the app behind it.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RequestError, getRequestListener } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import { createConnectionTracker } from './connection-tracker.ts';
import type { ConnectionTracker } from './connection-tracker.ts';

/** Milliseconds: slow senders are cut off, well after any honest one has finished; `check` is how often they are looked for. */
const TIMEOUTS = { headers: 5_000, request: 10_000, keepAlive: 5_000, check: 1_000 };
/** Bytes of all header lines; a token is at most 8 KiB. */
const MAX_HEADER_BYTES = 16 * 1024;
/** Milliseconds that requests in flight get after a stop; longer than any of them can take. */
const GRACE = 8_000;

/** A server that listens. */
export interface ListeningServer {
  readonly url: string;
  /** Stops accepting, lets requests in flight finish, and resolves when the last connection is closed. */
  close(): Promise<void>;
}

/** The address cannot be listened on; the message is one sentence for the person who starts the server. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** How a listener differs from the main one. */
export interface ListenOptions {
  /** The settings that a message names. */
  readonly names?: SettingNames;
  /** Paths that need no `Host`: old probes of balancers ask by HTTP/1.0 without one. */
  readonly hostless?: readonly string[];
  /** For tests. */
  readonly timeouts?: typeof TIMEOUTS;
}

interface SettingNames {
  readonly host: string;
  readonly port: string;
}

/** Starts to listen. Port 0 picks a free one. Throws `ListenError`. */
export async function listen(
  handler: (request: Request, bindings: HttpBindings) => Response | Promise<Response>,
  { host, port }: { readonly host: string; readonly port: number },
  { names = { host: 'HOST', port: 'PORT' }, hostless = [], timeouts = TIMEOUTS }: ListenOptions = {},
): Promise<ListeningServer> {
  const listener = getRequestListener((request, bindings) => handler(request, bindings as HttpBindings), {
    // As Hono's own `serve` does: answers made with the runtime's Response would be read back through a stream.
    overrideGlobalObjects: true,
    errorHandler: refuse,
  });
  const connections = createConnectionTracker();
  const options = {
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    connectionsCheckingInterval: timeouts.check,
    maxHeaderSize: MAX_HEADER_BYTES,
    // As the app's own view of the fields has them. Node would take the first of two and pass over the other.
    joinDuplicateHeaders: true,
  };
  const server = createServer(options, (incoming, outgoing) => {
    connections.track(incoming.socket, outgoing);
    const { headers, url = '' } = incoming;
    if (headers.host === undefined && hostless.includes(url)) headers.host = 'localhost';
    const status = statusOfOdd(incoming);
    if (status === null) void listener(incoming, outgoing);
    else refuseOdd(outgoing, status);
  });
  server.on('connection', (socket) => connections.add(socket));
  await start(server, host, port, names);
  const address = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${urlHost(host)}:${address.port}`,
    close: () => (closed ??= stop(server, connections)),
  };
}

/** These answers are cached as little as the app's own. */
const REFUSAL_FIELDS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** For what is no request to the app, such as a `Host` that is none. */
function refuse(error: unknown): Response {
  return new Response(null, { status: error instanceof RequestError ? 400 : 500, headers: REFUSAL_FIELDS });
}

/**
 * The status for what Node lets through and the app must not see; null for all else. `Host` is one line (RFC 9112 section
 * 3.2), and a body in a coding that nobody here undoes is not the one that was sent (section 6.1).
 */
function statusOfOdd({ headers }: IncomingMessage): 400 | 501 | null {
  if (headers.host?.includes(',') === true) return 400;
  const coding = headers['transfer-encoding'];
  return coding === undefined || coding.toLowerCase() === 'chunked' ? null : 501;
}

/** Ends the connection too: what follows may be a body that nobody read. */
function refuseOdd(outgoing: ServerResponse, status: 400 | 501): void {
  outgoing.writeHead(status, { ...REFUSAL_FIELDS, Connection: 'close', 'Content-Length': 0 }).end();
}

function start(server: Server, host: string, port: number, names: SettingNames): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(explain(error, host, port, names))),
    );
    server.listen(port, host, resolve);
  });
}

function explain({ code }: NodeJS.ErrnoException, host: string, port: number, names: SettingNames): string {
  const place = `${urlHost(host)}:${port}`;
  if (code === 'EADDRINUSE')
    return `${place} is in use by another program. Stop it, or set ${names.port} to a free port.`;
  if (code === 'EACCES') return `This user may not listen on ${place}. Set ${names.port} to 1024 or more.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine. Set ${names.host} to one.`;
  return `Cannot listen on ${place} (${code ?? 'unknown error'}). Set ${names.host} and ${names.port} to a free address.`;
}

function stop(server: Server, connections: ConnectionTracker): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    connections.stop();
  });
}

/** The host as a URL has it: IPv6 in brackets, and a name that reaches this machine for "all addresses". */
function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
