// Finds the network address of a client under Node; it does not know what the address is used for.
import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** An address as some proxies write it: IPv6 in brackets, with a port. */
const DRESSED = /^(?:\[([^\]]*)\]|([^:]*))(?::\d{1,5})?$/;

/**
 * The socket's address, or with `trustProxy` proxies in front the entry of `X-Forwarded-For` that the outermost of them
 * wrote. Entries further left were sent by the client, who may write anything there; where the chosen one is no address,
 * it is the socket's again. `onIgnored` is called for each `X-Forwarded-For` that is not believed; it returns whether it
 * wants to hear of the next one.
 */
export function createClientAddress(
  trustProxy: number,
  onIgnored: () => boolean = () => false,
): (c: Context) => string | undefined {
  let listening = true;
  return (c) => {
    const socket = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress;
    if (trustProxy === 0) {
      if (listening && c.req.header('X-Forwarded-For') !== undefined) listening = onIgnored();
      return socket;
    }
    const forwarded =
      c.req
        .header('X-Forwarded-For')
        ?.split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '') ?? [];
    const chain = [...forwarded, ...(socket === undefined ? [] : [socket])];
    const chosen = chain[Math.max(0, chain.length - 1 - trustProxy)];
    return chosen === undefined || isAddress(chosen) ? chosen : socket;
  };
}

function isAddress(text: string): boolean {
  const [, bracketed, plain] = DRESSED.exec(text) ?? [];
  return isIP(bracketed ?? plain ?? text) !== 0;
}
