// Puts the rooms of the server together; it does not know the environment, a port or a file.
import { Hono } from 'hono';
import type { CallbackParts } from './access/channel-access-callback.ts';
import { createCallbackAsker } from './access/channel-access-callback.ts';
import { createKeySourcePool } from './auth/key-source-pool.ts';
import { createCallerVerifier } from './auth/verify-caller.ts';
import { webSignatures } from './auth/web-signatures.ts';
import type { ServerConfig } from './config/config.ts';
import { livekitProjects } from './config/livekit-projects.ts';
import { createMemoryLimiter } from './limits/memory-limiter.ts';
import { createLiveKitRoomDirectory } from './livekit/livekit-room-directory.ts';
import { createTokenMinter } from './livekit/mint-token.ts';
import { createWebhookVerifier } from './livekit/verify-webhook.ts';
import { OPENED_TENANTS } from './measurement.ts';
import { createTenantFinder } from './policy/tenant-of.ts';
import type { AppEnv } from './routes/app-env.ts';
import { createAuthenticator } from './routes/authenticate.ts';
import { createElementScriptRoutes } from './routes/element-script.ts';
import { createHealthRoutes } from './routes/health.ts';
import { createOpenApiRoute } from './routes/openapi.ts';
import { answerError, answerNotFound } from './routes/problem.ts';
import { frameRequests } from './routes/request-frame.ts';
import { createTokenRoute } from './routes/token.ts';
import { createWebhookRoute } from './routes/webhook.ts';
import type { Services } from './services.ts';

/** Every path that the app answers on; inside another app it leaves all others alone. */
const PATHS = [
  '/api/livekit/*',
  '/healthz',
  '/readyz',
  '/openapi.json',
  '/voice-room.js',
  '/voice-room.js.map',
  '/v/*',
];

/**
 * The whole server as a Hono app, to serve or to mount into another one. It touches nothing outside until the first
 * request. `config` comes from `readConfig`.
 */
export function createVoiceRoomApp(config: ServerConfig, services: Services = {}): Hono<AppEnv> {
  const { now = Date.now, fetch = globalThis.fetch, signatures = webSignatures, log, record } = services;
  const keySources = services.keySources ?? createKeySourcePool({ signatures, fetch, now });
  const issuers = keySources.use(config.issuers);
  const projects = livekitProjects(config);
  const verify = createCallerVerifier(issuers, { livekitKeys: projects.map(({ apiKey }) => apiKey) });

  const app = new Hono<AppEnv>();
  const frame = frameRequests({ log, record });
  for (const path of PATHS) app.use(path, frame);
  app.onError(answerError);
  app.notFound(answerNotFound(frame));

  const isStopping = services.isStopping ?? (() => false);
  app.route('/', createHealthRoutes({ keySources: issuers.map(({ keys }) => keys), isStopping }));
  app.route('/', createOpenApiRoute());
  app.route('/', createElementScriptRoutes(services.assets));
  app.route(
    '/api/livekit/token',
    createTokenRoute(config, {
      authenticate: createAuthenticator(verify, now, record),
      findTenant: createTenantFinder(config.tenants),
      askHostApp: createCallbackAsker({ fetch, now, onAnswer: recordCallbacks(config, record) }),
      roomDirectory: services.roomDirectory ?? createLiveKitRoomDirectory(),
      mint: createTokenMinter(signatures),
      createLimiter: services.createLimiter ?? createMemoryLimiter,
      clientAddress: services.clientAddress ?? (() => undefined),
      record,
      now,
    }),
  );
  app.route('/api/livekit/webhook', createWebhookRoute(createWebhookVerifier(projects), record));
  return app;
}

function recordCallbacks(
  { tenants }: ServerConfig,
  record: Services['record'],
): NonNullable<CallbackParts['onAnswer']> {
  const listed = new Set(tenants.map(({ id }) => id));
  return (tenant, outcome, milliseconds) =>
    record?.({
      kind: 'channel-access-callback',
      tenant: listed.has(tenant) ? tenant : OPENED_TENANTS,
      outcome,
      seconds: milliseconds / 1000,
    });
}
