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
 * `/healthz` answers as long as the process does. `/readyz` is 503 while stopping and until keys of an issuer are
 * loaded: one identity provider that is away must not take all other tenants out of service. Asking it loads what is
 * missing, within each source's own pauses.
 */
export function createHealthRoutes({ keySources, isStopping }: HealthParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/healthz', (c) => respondJson(c, 200, { status: 'ok' }));
  routes.get('/readyz', async (c) => {
    if (isStopping()) throw new Problem('not-ready', { headers: { 'Retry-After': '1' }, reason: 'stopping' });
    await loadSome(keySources);
    return respondJson(c, 200, { status: 'ready' });
  });
  for (const path of ['/healthz', '/readyz']) routes.all(path, guardMethods('GET, HEAD, OPTIONS'));
  return routes;
}

/** Throws a `Problem` where no source has keys in the end. Where one has, the others load without anybody waiting. */
async function loadSome(sources: readonly KeySource[]): Promise<void> {
  const loading = sources.filter((source) => !source.ready()).map((source) => source.load());
  const settled = Promise.allSettled(loading);
  if (loading.length < sources.length || sources.length === 0) return;
  const failed = (await settled).filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  const [first] = failed;
  if (first === undefined || failed.length < sources.length) return;
  const error: unknown = first.reason;
  if (!(error instanceof KeysUnavailable)) throw error;
  const headers = { 'Retry-After': String(error.retryAfter) };
  throw new Problem('not-ready', { headers, reason: error.reason });
}
