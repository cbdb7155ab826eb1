// Finds the network address of a client under Node; it does not know what the address is used for.
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/**
 * The socket's address, or with `trustProxy` proxies in front the entry of `X-Forwarded-For` that the outermost of them
 * wrote. Entries further left were sent by the client, who may write anything there.
 */
export function createClientAddress(trustProxy: number): (c: Context) => string | undefined {
  return (c) => {
    const socket = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress;
    if (trustProxy === 0) return socket;
    const forwarded =
      c.req
        .header('X-Forwarded-For')
        ?.split(',')
        .map((entry) => entry.trim()) ?? [];
    const chain = [...forwarded.filter((entry) => entry !== ''), ...(socket === undefined ? [] : [socket])];
    return chain[Math.max(0, chain.length - 1 - trustProxy)];
  };
}
