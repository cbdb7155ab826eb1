// What surrounds every request: its id, the headers of every answer, one log entry, one measurement.
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { LogEntry } from '../services.ts';
import type { RecordMeasurement } from '../measurement.ts';
import type { AppEnv } from './app-env.ts';

/** What a sender may choose as the id of a request, so that it is safe in logs and headers. */
const REQUEST_ID = /^[A-Za-z0-9_=.:+/-]{1,64}$/;

/** Where a request's story goes. */
export interface FrameParts {
  readonly log: ((entry: LogEntry) => void) | undefined;
  readonly record: RecordMeasurement | undefined;
}

/**
 * Takes the request's own `X-Request-Id` where it is short and plain, else makes one, and tells it in the answer. Answers
 * are never cached or sniffed unless a route says so.
 */
export function frameRequests({ log, record }: FrameParts): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const start = performance.now();
    const asked = c.req.header('X-Request-Id');
    const requestId = asked !== undefined && REQUEST_ID.test(asked) ? asked : crypto.randomUUID();
    c.set('requestId', requestId);
    c.set('outcome', { code: 'ok' });
    c.set('fields', {
      'X-Request-Id': requestId,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    await next();
    if (log !== undefined || record !== undefined) tell(c, performance.now() - start, log, record);
  };
}

function tell(
  c: Context<AppEnv>,
  durationMs: number,
  log: FrameParts['log'],
  record: FrameParts['record'],
): void {
  const { status } = c.res;
  const { method } = c.req;
  const route = routePath(c, -1);
  const { code, tenant, reason, tenantLabel } = c.get('outcome');
  log?.({
    level: status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info',
    requestId: c.get('requestId'),
    method,
    route,
    status,
    code,
    durationMs: Math.round(durationMs * 10) / 10,
    ...(tenant === undefined ? {} : { tenant }),
    ...(reason === undefined ? {} : { reason }),
  });
  record?.({
    kind: 'request',
    route,
    method,
    status,
    code,
    seconds: durationMs / 1000,
    ...(tenantLabel === undefined ? {} : { tenant: tenantLabel }),
  });
}
