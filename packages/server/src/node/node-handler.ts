// Lets the app answer inside another server of Node, Express for one; it does not know the app.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv } from '../routes/app-env.ts';

/** A handler for `http.createServer`, and a middleware for Express and Connect. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/**
 * Makes a handler of an app: `express().use('/voice', createNodeHandler(app))`. It reads the body itself, so no body parser
 * may come before it. It answers every path below its own, with 404 where the app has none.
 */
export function createNodeHandler(app: Hono<AppEnv>): NodeHandler {
  // The host's own Request and Response stay as they are.
  return getRequestListener(app.fetch, { overrideGlobalObjects: false });
}
