// Puts the rooms of the server together; it does not know the environment, a port or a file.
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { createKeySource } from './auth/create-key-source.ts';
import { createCallerVerifier } from './auth/verify-caller.ts';
import type { RateQuota, ServerConfig } from './config/config.ts';
import { createMemoryLimiter } from './limits/memory-limiter.ts';
import { createLiveKitRoomDirectory } from './livekit/livekit-room-directory.ts';
import type { AppEnv } from './routes/app-env.ts';
import { createElementScriptRoutes } from './routes/element-script.ts';
import { createHealthRoutes } from './routes/health.ts';
import { Problem, answerProblem } from './routes/problem.ts';
import { logRequests } from './routes/request-log.ts';
import { createTokenRoute } from './routes/token.ts';
import type { Services } from './services.ts';

const MAX_REQUEST_ID_LENGTH = 64;

/**
 * The whole server as a Hono app, to serve or to mount into another one. It touches nothing outside until the first
 * request. `config` comes from `readEnvironment`.
 */
export function createVoiceRoomApp(config: ServerConfig, services: Services = {}): Hono<AppEnv> {
  const now = services.now ?? Date.now;
  const fetch = services.fetch ?? globalThis.fetch;
  const issuers = config.issuers.map((issuer) => ({
    config: issuer,
    keys: createKeySource(issuer.keys, fetch),
  }));
  const limiter = (policy: string, quota: RateQuota | null) =>
    quota && (services.createLimiter ?? createMemoryLimiter)(policy, quota);

  const app = new Hono<AppEnv>();
  app.use(requestId({ limitLength: MAX_REQUEST_ID_LENGTH }));
  app.use(logRequests(services.log, now));
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    await next();
  });
  app.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error);
    // The message may quote what the client sent, so only the kind of error and the place go to the log.
    const [, place = ''] = error.stack?.split('\n    at ') ?? [];
    return answerProblem(c, new Problem('internal-error', { reason: `${error.name} at ${place}` }));
  });
  app.notFound((c) => answerProblem(c, new Problem('not-found')));

  const isStopping = services.isStopping ?? (() => false);
  app.route('/', createHealthRoutes({ keySources: issuers.map(({ keys }) => keys), isStopping }));
  app.route('/', createElementScriptRoutes(services.assets));
  app.route(
    '/api/livekit/token',
    createTokenRoute(config, {
      verify: createCallerVerifier(issuers),
      roomDirectory: services.roomDirectory ?? createLiveKitRoomDirectory(now),
      limits: {
        address: limiter('address', config.limits.address),
        subject: limiter('subject', config.limits.subject),
      },
      clientAddress: services.clientAddress ?? (() => undefined),
      now,
    }),
  );
  return app;
}
