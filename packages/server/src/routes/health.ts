// The resources /healthz and /readyz for whoever runs the server; it does not know tokens or rooms.
import { Hono } from 'hono';
import { KeysUnavailable } from '../auth/auth-failure.ts';
import type { KeySource } from '../auth/key-source.ts';
import type { AppEnv } from './app-env.ts';
import { guardMethods } from './method-guard.ts';
import { Problem } from './problem.ts';
import { respondJson } from './respond.ts';

/** What readiness depends on. */
export interface HealthParts {
  readonly keySources: readonly KeySource[];
  readonly isStopping: () => boolean;
}

/**
 * `/healthz` answers as long as the process does. `/readyz` is 503 while stopping and until every issuer's keys are
 * loaded; asking it loads them, within each source's own pauses.
 */
export function createHealthRoutes({ keySources, isStopping }: HealthParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/healthz', (c) => respondJson(c, 200, { status: 'ok' }));
  routes.get('/readyz', async (c) => {
    if (isStopping()) throw new Problem('not-ready', { headers: { 'Retry-After': '1' }, reason: 'stopping' });
    await Promise.all(keySources.filter((source) => !source.ready()).map(load));
    return respondJson(c, 200, { status: 'ready' });
  });
  for (const path of ['/healthz', '/readyz']) routes.all(path, guardMethods('GET, HEAD, OPTIONS'));
  return routes;
}

async function load(source: KeySource): Promise<void> {
  try {
    await source.load();
  } catch (error) {
    if (!(error instanceof KeysUnavailable)) throw error;
    throw new Problem('not-ready', {
      headers: { 'Retry-After': String(error.retryAfter) },
      reason: error.reason,
    });
  }
}
