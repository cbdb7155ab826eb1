// The resource /api/livekit/webhook: takes LiveKit's signed events; it does not know how they are verified.
import { Hono } from 'hono';
import type { VerifyWebhook } from '../livekit/verify-webhook.ts';
import type { RecordMeasurement } from '../measurement.ts';
import type { AppEnv } from './app-env.ts';
import { guardMethods } from './method-guard.ts';
import { Problem } from './problem.ts';
import { readBytes } from './read-bytes.ts';
import { respond } from './respond.ts';

/** Largest body in bytes; an event describes one room, participant or recording. */
const MAX_BYTES = 256 * 1024;

/** `POST /`: 204 for an event that LiveKit signed, whatever it tells; it is counted. No page has any business here. */
export function createWebhookRoute(
  verify: VerifyWebhook,
  record: RecordMeasurement | undefined,
): Hono<AppEnv> {
  const route = new Hono<AppEnv>();
  route.post('/', async (c) => {
    // `Authorization` with a bare token: LiveKit sends no scheme.
    const authorization = c.req.header('Authorization');
    if (authorization === undefined) throw refusal('token-missing');
    // LiveKit's own media type, and what a proxy in between may make of it.
    if (!/^application\/(?:webhook\+)?json *(?:;|$)/i.test(c.req.header('Content-Type') ?? '')) {
      const headers = { Accept: 'application/webhook+json, application/json' };
      throw new Problem('unsupported-media-type', { headers });
    }
    const readEvent = await verify(authorization);
    const event = await readEvent?.(new TextDecoder().decode(await readBytes(c.req.raw, MAX_BYTES)));
    if (!event) throw refusal('token-invalid');
    record?.({ kind: 'webhook', event });
    return respond(c, 204, null);
  });
  route.all('/', guardMethods('OPTIONS, POST'));
  return route;
}

function refusal(code: 'token-missing' | 'token-invalid'): Problem {
  const error = code === 'token-invalid' ? ', error="invalid_token"' : '';
  return new Problem(code, {
    detail: 'This is for LiveKit, which signs its webhooks with the key of its project.',
    headers: { 'WWW-Authenticate': `Bearer realm="voice-room webhooks"${error}` },
    reason: 'webhook',
  });
}
