// Finds ports that nobody uses; it does not keep them, so whoever takes one must be ready to try again.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Where ports are looked for: below the range that Linux, macOS and Windows hand out to outgoing connections, so that
 * a server that is restarted finds its port still free.
 */
const RANGE = { first: 20_000, last: 31_999 };

/** How many ports are tried before this gives up. */
const TRIES = 200;

/** Every address, and the two that `localhost` may be: on macOS the first does not see who has only one of the others. */
const HOSTS = [undefined, '127.0.0.1', '::1'];

/** Whether nobody on this machine listens on a TCP port now. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of HOSTS) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

async function canListen(port: number, host: string | undefined): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    // Any other error, such as a machine without IPv6, is no sign of somebody else.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Returns `count` different ports, each free on every address for TCP and for UDP.
 *
 * @throws where hardly a port of this machine is free
 */
export async function findFreePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  for (let tries = 0; tries < TRIES && ports.size < count; tries += 1) {
    const port = RANGE.first + Math.floor(Math.random() * (RANGE.last - RANGE.first + 1));
    if ((await isPortFree(port)) && (await isUdpPortFree(port))) ports.add(port);
  }
  if (ports.size < count) throw new Error(`no ${count} free ports between ${RANGE.first} and ${RANGE.last}`);
  return [...ports];
}

async function isUdpPortFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ port, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
