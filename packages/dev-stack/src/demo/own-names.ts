// Keeps pages of other sites out of the demo, by the name under which they reach it; it knows no route.
import type { MiddlewareHandler } from 'hono';

/** An IPv4 address, or an IPv6 address as a URL has it. */
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/;

/** Whether a name of a URL can only mean this machine or an address: nobody else's name server has a say in it. */
export function isOwnName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || ADDRESS.test(hostname);
}

/**
 * Refuses (403) requests under any other name. A page of `evil.example` whose name is made to mean 127.0.0.1 would
 * otherwise count as the demo's own page, sign in, and listen to the call (DNS rebinding).
 */
export const onlyOwnNames: MiddlewareHandler = async (context, next) => {
  if (isOwnName(new URL(context.req.url).hostname)) return next();
  return context.text('This demo answers to localhost and to addresses only.', 403);
};
