// Writes one log entry a request; it does not know what the request was for.
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { LogEntry } from '../services.ts';
import type { AppEnv } from './app-env.ts';

/** Starts the request's outcome, and logs it with the time it took. `now` is in milliseconds. */
export function logRequests(
  log: ((entry: LogEntry) => void) | undefined,
  now: () => number,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const outcome = { code: 'ok' };
    c.set('outcome', outcome);
    const start = now();
    await next();
    if (log === undefined) return;
    const { status } = c.res;
    const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
    const { method } = c.req;
    const requestId = c.get('requestId');
    log({ level, requestId, method, route: routePath(c, -1), status, durationMs: now() - start, ...outcome });
  };
}
