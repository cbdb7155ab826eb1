// One HTTPS door for other devices: passes each request to the part that its path belongs to; it answers none itself.
import { request, type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { PortInUse } from '../process/port-in-use.ts';
import type { Certificate } from './local-certificate.ts';

/** Where the parts listen on this machine, as ports. */
export interface FrontTargets {
  readonly livekit: number;
  readonly tokenServer: number;
  readonly page: number;
}

/** What `startLanFront` needs. */
export interface FrontOptions extends FrontTargets {
  /** Where the door is, on every address. */
  readonly port: number;
  readonly certificate: Certificate;
}

/** The port of the part that a path belongs to, or undefined for what no URL can hold, such as `//`. */
export function targetOf(path: string, targets: FrontTargets): number | undefined {
  const pathname = URL.parse(path, 'http://front.invalid')?.pathname;
  if (pathname === undefined) return undefined;
  const under = (prefix: string): boolean => pathname === prefix || pathname.startsWith(`${prefix}/`);
  if (under('/rtc')) return targets.livekit;
  if (under('/api/livekit') || under('/v') || pathname === '/voice-room.js' || pathname === '/sri.json') {
    return targets.tokenServer;
  }
  return targets.page;
}

/**
 * Opens the door.
 *
 * @throws PortInUse
 */
export async function startLanFront(options: FrontOptions): Promise<{ close(): Promise<void> }> {
  const sockets = new Set<Duplex>();
  const server = createServer({ ...options.certificate }, (incoming, answer) => {
    const port = targetOf(incoming.url ?? '/', options);
    if (port === undefined) answer.writeHead(400).end();
    else pass(incoming, answer, port);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const port = targetOf(incoming.url ?? '/', options);
    if (port === undefined) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else passUpgrade(incoming, socket, head, port);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUse(options.port) : error);
    });
    server.listen(options.port, resolve);
  });
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy(); // a WebSocket would keep the server open for ever
      await closed;
    },
  };
}

/** Headers that tell how a body comes, or whether another answer may follow. */
const BODY_HEADERS = /^(content-length|content-type|transfer-encoding|connection|keep-alive)$/i;

/** What the part behind the door gets to know of the request. */
function forwarded(incoming: IncomingMessage, port: number): RequestOptions {
  return {
    host: '127.0.0.1',
    port,
    method: incoming.method,
    path: incoming.url,
    headers: {
      ...incoming.headers,
      'x-forwarded-for': incoming.socket.remoteAddress ?? '',
      'x-forwarded-proto': 'https',
    },
  };
}

function pass(incoming: IncomingMessage, answer: ServerResponse, port: number): void {
  const onward = request(forwarded(incoming, port), (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
    response.once('error', () => answer.destroy());
  });
  onward.once('error', () => {
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(502).end();
  });
  answer.once('close', () => onward.destroy());
  incoming.pipe(onward);
}

function passUpgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer, port: number): void {
  const onward = request(forwarded(incoming, port));
  socket.once('error', () => onward.destroy());
  onward.once('error', () => socket.destroy());
  onward.once('response', (response) => {
    socket.end(headOf(response)); // the part refuses; its words would need the encoding that they came in
  });
  onward.once('upgrade', (response, target, first) => {
    socket.write(headOf(response));
    socket.write(first);
    target.write(head);
    target.once('error', () => socket.destroy());
    target.once('close', () => socket.destroy());
    socket.once('close', () => target.destroy());
    socket.pipe(target).pipe(socket);
  });
  onward.end();
}

/** The status line and the headers as they came, without the ones of a body that is left out. */
function headOf(response: IncomingMessage): string {
  const { statusCode, statusMessage, rawHeaders } = response;
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (statusCode === 101 || !BODY_HEADERS.test(name)) lines.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  if (statusCode !== 101) lines.push('Content-Length: 0', 'Connection: close');
  return `${lines.join('\r\n')}\r\n\r\n`;
}
