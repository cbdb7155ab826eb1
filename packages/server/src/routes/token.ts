// The resource /api/livekit/token: from a request to a signed token; it does not know how each step is done.
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { AskHostApp } from '../access/channel-access-callback.ts';
import type { ServerConfig, TenantConfig } from '../config/config.ts';
import { addressKey } from '../limits/address-key.ts';
import type { CreateLimiter } from '../limits/limiter.ts';
import type { MintToken } from '../livekit/mint-token.ts';
import type { RoomDirectory } from '../livekit/room-directory.ts';
import { LiveKitUnavailable } from '../livekit/room-directory.ts';
import { OPENED_TENANTS } from '../measurement.ts';
import type { RecordMeasurement } from '../measurement.ts';
import { grantOf } from '../policy/grant.ts';
import { roomName } from '../policy/room-name.ts';
import type { FindTenant } from '../policy/tenant-of.ts';
import type { Services } from '../services.ts';
import type { AppEnv } from './app-env.ts';
import type { Authenticate } from './authenticate.ts';
import { createRequestCounter } from './count-request.ts';
import { enterChannel, forbidden } from './enter-channel.ts';
import { guardMethods } from './method-guard.ts';
import { createOriginGuard } from './origin-guard.ts';
import { Problem } from './problem.ts';
import { readJsonBody } from './read-json-body.ts';
import { respondJson } from './respond.ts';
import { readChannelId } from './token-request.ts';
import type { TokenAnswer } from './token-schema.ts';

/** What the route needs besides the configuration. */
export interface TokenRouteParts {
  readonly authenticate: Authenticate;
  readonly findTenant: FindTenant;
  readonly askHostApp: AskHostApp;
  readonly roomDirectory: RoomDirectory;
  readonly mint: MintToken;
  readonly createLimiter: CreateLimiter;
  readonly clientAddress: NonNullable<Services['clientAddress']>;
  readonly record: RecordMeasurement | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * `POST /`: the caller comes from the verified token alone, the body chooses a channel. Cheap checks come first: address
 * limit, token, tenant with its origins and limits, body, policy, room. Answers 201, or a problem of `problem-codes.ts`.
 */
export function createTokenRoute(config: ServerConfig, parts: TokenRouteParts): Hono<AppEnv> {
  const { record } = parts;
  const listed = new Set(config.tenants.map(({ id }) => id));
  const origins = createOriginGuard(config, 'POST');
  const count = createRequestCounter(config, parts.createLimiter, record);
  const route = new Hono<AppEnv>();

  function requireTenant(c: Context<AppEnv>, tenant: TenantConfig | null): TenantConfig {
    if (tenant === null) throw forbidden('no-tenant');
    const outcome = c.get('outcome');
    outcome.tenant = tenant.id;
    outcome.tenantLabel = listed.has(tenant.id) ? tenant.id : OPENED_TENANTS;
    origins.require(c, tenant.origins);
    return tenant;
  }

  route.use(origins.guard);
  route.post('/', async (c) => {
    // Only what is not there at once is waited for: every promise on this way costs a part of a signature.
    const outcome = c.get('outcome');
    const address = parts.clientAddress(c);
    const { limits } = config;
    if (address && limits.address) await count(c, 'address', limits.address, addressKey(address));
    const verified = parts.authenticate(c.req.header('Authorization'), outcome);
    const caller = verified instanceof Promise ? await verified : verified;
    const found = parts.findTenant(caller.issuer, caller.claims);
    const tenant = requireTenant(c, found instanceof Promise ? await found : found);
    const { identity } = caller;
    const { limits: own } = tenant;
    // The person first: what their own limit refuses must not use up that of all others. No tenant id has a space.
    if (own.subject) await count(c, 'subject', own.subject, `${tenant.id} ${identity}`);
    if (own.tenant) await count(c, 'tenant', own.tenant, tenant.id);

    const channelId = readChannelId(await readJsonBody(c));
    const entered = enterChannel(parts.askHostApp, tenant, caller, channelId);
    const { role, name, avatarUrl, channelName } = entered instanceof Promise ? await entered : entered;
    const room = roomName(tenant, channelId);
    const full = isFull(parts.roomDirectory, tenant, room, identity);
    if (full instanceof Promise ? await full : full) throw roomFull();
    const grant = grantOf(role);
    const person = avatarUrl === undefined ? { identity, name } : { identity, name, avatarUrl };
    const signed = parts.mint(tenant.livekit, person, room, grant, parts.now() / 1000);
    const minted = signed instanceof Promise ? await signed : signed;

    outcome.code = 'token-issued';
    record?.({ kind: 'token-minted', tenant: outcome.tenantLabel ?? OPENED_TENANTS, role });
    const answer: TokenAnswer = {
      server_url: tenant.livekit.wsUrl,
      participant_token: minted.token,
      room_name: room,
      participant_identity: identity,
      participant_name: name,
      // JSON leaves out what is undefined.
      channel_name: channelName,
      avatar_url: avatarUrl,
      expires_at: new Date(minted.expiresAt * 1000).toISOString(),
      expires_in: minted.lifetime,
      grant,
    };
    return respondJson(c, 201, answer);
  });
  route.all('/', guardMethods('OPTIONS, POST'));
  return route;
}

/** Throws, or rejects with, a `Problem` (503) where LiveKit cannot be asked. */
function isFull(
  directory: RoomDirectory,
  tenant: TenantConfig,
  room: string,
  identity: string,
): boolean | Promise<boolean> {
  const refuse = (error: unknown): never => {
    if (!(error instanceof LiveKitUnavailable)) throw error;
    const headers = { 'Retry-After': String(error.retryAfter) };
    const detail = 'LiveKit cannot be reached at the moment.';
    throw new Problem('livekit-unavailable', { detail, headers, reason: error.reason });
  };
  try {
    const full = directory.isFullFor(tenant.livekit, room, identity);
    return full instanceof Promise ? full.catch(refuse) : full;
  } catch (error) {
    return refuse(error);
  }
}

function roomFull(): Problem {
  return new Problem('room-full', { detail: 'The channel has reached its limit of participants.' });
}
