// Starts the server under Node from an environment record; it does not know command lines or signals.
import type { Hono } from 'hono';
import { createVoiceRoomApp } from '../app.ts';
import type { KeySource } from '../auth/key-source.ts';
import { createKeySourcePool } from '../auth/key-source-pool.ts';
import type { ServerConfig } from '../config/config.ts';
import { livekitProjects } from '../config/livekit-projects.ts';
import type { Environment } from '../config/variables.ts';
import type { CreateLimiter } from '../limits/limiter.ts';
import { createLimiterPool } from '../limits/limiter-pool.ts';
import { createMemoryLimiter } from '../limits/memory-limiter.ts';
import { createLiveKitRoomDirectory } from '../livekit/livekit-room-directory.ts';
import type { AppEnv } from '../routes/app-env.ts';
import { startAdminServer } from './admin-server.ts';
import { createAssetsDirectory, installedAssetsDirectory } from './assets-directory.ts';
import { createClientAddress } from './client-address.ts';
import { readOnce, readSettled } from './config-reader.ts';
import { createFileWatch } from './file-watch.ts';
import { listen } from './http-server.ts';
import { createLateMetrics } from './late-metrics.ts';
import type { AskLiveKitStates } from './livekit-states.ts';
import { createLiveKitStates } from './livekit-states.ts';
import type { Log } from './log.ts';
import { createLog } from './log.ts';
import type { Metrics, ReloadOutcome } from './metrics.ts';
import { nodeSignatures } from './node-signatures.ts';
import { createReloader } from './reloader.ts';

export { ConfigError } from '../config/config-error.ts';
export { createClientAddress } from './client-address.ts';
export { ListenError } from './http-server.ts';
export type { Log } from './log.ts';
export { createNodeHandler } from './node-handler.ts';
export type { NodeHandler } from './node-handler.ts';
export type { ReloadOutcome } from './metrics.ts';

/** Milliseconds: how often files are looked at, and how long they must have been quiet. */
const WATCH = { interval: 1_000, quiet: 250 };

const IGNORED_PROXY =
  'a request came with X-Forwarded-For, which is not believed: TRUST_PROXY is 0, so limits count the address of the ' +
  'connection. Behind a proxy set TRUST_PROXY to the number of proxies';

/** What `startServer` may be given. */
export interface StartOptions {
  /** The settings; `process.env` unless told. */
  readonly env?: Environment;
  /** Where log entries go; JSON lines on standard output unless told. */
  readonly log?: Log;
  /** Milliseconds between two looks at the configuration's files and for which they must have been quiet; for tests. */
  readonly watch?: { readonly interval: number; readonly quiet: number };
}

/** A running server. */
export interface RunningServer {
  /** Its address without a slash at the end, for example `http://127.0.0.1:8787`. */
  readonly url: string;
  /** The address of the admin listener, which serves `/metrics`. */
  readonly adminUrl: string;
  /** Reads the configuration again now; requests in flight end as they began. Never rejects. */
  reload(): Promise<ReloadOutcome>;
  /** Stops accepting, answers not ready, finishes the requests in flight, and resolves. */
  close(): Promise<void>;
}

/** What a configuration is served by. */
interface Serving {
  readonly app: Hono<AppEnv>;
  readonly keys: readonly { readonly issuer: string; readonly source: KeySource }[];
  readonly livekit: AskLiveKitStates;
}

/**
 * Reads the settings and listens. Keys of an identity provider are fetched in the background, so a start does not depend
 * on it; nor does it depend on Redis. Throws `ConfigError` with every fault, or `ListenError`.
 */
export async function startServer({
  env = process.env,
  log,
  watch = WATCH,
}: StartOptions = {}): Promise<RunningServer> {
  const first = await readOnce(env);
  if ('error' in first.result) throw first.result.error;
  const { config } = first.result;
  const write = log ?? createLog(config.logLevel);
  for (const reason of config.warnings) write({ level: 'warn', event: 'warning', reason });
  let stopping = false;
  let serving: Serving;
  const metrics = createLateMetrics({ keyAges: () => keyAges(serving), livekit: () => serving.livekit() });
  const limiters = await openLimiters(config, write, metrics);
  const build = createBuilder(config, { write, metrics, limiters, isStopping: () => stopping });
  serving = build(config);

  const files = createFileWatch(watch.interval, () => void reload(() => readSettled(env, watch.quiet)));
  const reload = createReloader({
    config,
    apply: (next) => {
      serving = build(next);
      // A reading that ends during a stop asks nobody for keys.
      if (!stopping) preload(serving);
    },
    onReading: ({ files: paths }) => void (stopping || files.watch(paths)),
    onOutcome: metrics.reloaded,
    log: write,
  });

  const open: { close(): unknown }[] = [limiters];
  const closeAll = async (): Promise<void> => {
    stopping = true;
    files.stop();
    for (const one of open.toReversed()) await one.close();
  };
  try {
    const admin = await startAdminServer(metrics.text, config.admin);
    open.push(admin);
    const server = await listen((request, bindings) => serving.app.fetch(request, bindings), config.listen, {
      hostless: ['/healthz', '/readyz'],
    });
    open.push(server);
    files.watch(first.files);
    write({ level: 'info', event: 'listening', url: server.url });
    write({ level: 'info', event: 'metrics', url: `${admin.url}/metrics` });
    preload(serving);
    await metrics.load();
    return {
      url: server.url,
      adminUrl: admin.url,
      reload: () => reload(() => readOnce(env)),
      async close() {
        if (!stopping) write({ level: 'info', event: 'stopping' });
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Returns what turns a configuration into an app that shares counts, keys and answers of LiveKit with the one before. */
function createBuilder(
  { assetsDir }: ServerConfig,
  { write, metrics, limiters, isStopping }: BuilderParts,
): (config: ServerConfig) => Serving {
  const pool = createLimiterPool(limiters.createLimiter);
  const keySources = createKeySourcePool({
    signatures: nodeSignatures,
    fetch: globalThis.fetch,
    now: Date.now,
    onFetch: (issuer, { outcome, durationMs }) =>
      metrics.record({
        kind: 'key-fetch',
        issuer,
        outcome: outcome === 'ok' ? 'fetched' : 'failed',
        seconds: durationMs / 1000,
      }),
  });
  const directory = assetsDir ?? installedAssetsDirectory();
  const assets = directory === null ? null : createAssetsDirectory(directory);
  const roomDirectory = createLiveKitRoomDirectory();
  let warned = false;
  const warnOnce = (): false => {
    if (!warned) write({ level: 'warn', event: 'warning', reason: IGNORED_PROXY });
    warned = true;
    return false;
  };
  return (config) => {
    const { createLimiter, adopt } = pool.next();
    const app = createVoiceRoomApp(config, {
      roomDirectory,
      keySources,
      createLimiter,
      signatures: nodeSignatures,
      clientAddress: createClientAddress(config.trustProxy, warnOnce),
      isStopping,
      log: write,
      record: metrics.record,
      ...(assets === null ? {} : { assets }),
    });
    adopt();
    const issuers = keySources.use(config.issuers);
    return {
      app,
      keys: issuers.map(({ config: { issuer }, keys }) => ({ issuer, source: keys })),
      livekit: createLiveKitStates(livekitProjects(config)),
    };
  };
}

interface BuilderParts {
  readonly write: Log;
  readonly metrics: Metrics;
  readonly limiters: Limiters;
  readonly isStopping: () => boolean;
}

interface Limiters {
  readonly createLimiter: CreateLimiter;
  close(): void;
}

/** The client for Redis is loaded only where there is one to talk to. */
async function openLimiters({ redisUrl }: ServerConfig, log: Log, { record }: Metrics): Promise<Limiters> {
  if (redisUrl === null) return { createLimiter: createMemoryLimiter, close: () => undefined };
  const { createRedisLimiters } = await import('./redis-limiters.ts');
  return createRedisLimiters(redisUrl, { log, record });
}

/** The readiness probe loads the keys; a failure is in the log, and the next request or probe tries again. */
function preload({ app }: Serving): void {
  void app.request('/readyz');
}

function* keyAges({ keys }: Serving): Iterable<{ issuer: string; ageSeconds: number }> {
  for (const { issuer, source } of keys) {
    const fetchedAt = source.fetchedAt();
    if (fetchedAt !== null) yield { issuer, ageSeconds: Math.max(0, (Date.now() - fetchedAt) / 1000) };
  }
}
