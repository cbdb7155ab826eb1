// What surrounds every request: its id, the headers of every answer, one log entry, one measurement.
import type { Context, MiddlewareHandler } from 'hono';
import type { LogEntry } from '../services.ts';
import type { RecordMeasurement } from '../measurement.ts';
import type { AppEnv, Outcome } from './app-env.ts';
import { routeLabel } from './route-label.ts';

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
    c.set('limits', []);
    c.set('fields', {
      'X-Request-Id': requestId,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    await next();
    if (log === undefined && record === undefined) return;
    try {
      tell(c, performance.now() - start, log, record);
    } catch {
      // Whoever listens must not be able to spoil an answer.
    }
  };
}

function tell(
  c: Context<AppEnv>,
  durationMs: number,
  log: FrameParts['log'],
  record: FrameParts['record'],
): void {
  const { status } = c.res;
  const { method, path } = c.req;
  const outcome = c.get('outcome');
  // Inside another app, which answers itself what no route here does.
  if (status === 404 && outcome.code === 'ok') outcome.code = 'not-found';
  const route = routeLabel(path);
  log?.(entryOf(outcome, c.get('requestId'), method, route, status, durationMs));
  const { code, tenantLabel: tenant } = outcome;
  const seconds = durationMs / 1000;
  record?.(
    tenant === undefined
      ? { kind: 'request', route, method, status, code, seconds }
      : { kind: 'request', route, method, status, code, seconds, tenant },
  );
}

function entryOf(
  { code, tenant, issuer, reason }: Outcome,
  requestId: string,
  method: string,
  route: string,
  status: number,
  durationMs: number,
): LogEntry {
  const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
  const entry: { -readonly [Name in keyof LogEntry]: LogEntry[Name] } = {
    level,
    requestId,
    method,
    route,
    status,
    code,
    durationMs: Math.round(durationMs * 10) / 10,
  };
  if (tenant !== undefined) entry.tenant = tenant;
  if (issuer !== undefined) entry.issuer = issuer;
  if (reason !== undefined) entry.reason = reason;
  return entry;
}
