// The resource /api/livekit/token: from a request to a signed token; it does not know how each step is done.
import { Hono } from 'hono';
import type { Caller } from '../auth/caller.ts';
import type { VerifyCaller } from '../auth/verify-caller.ts';
import type { ServerConfig, TenantConfig } from '../config/config.ts';
import { addressKey } from '../limits/address-key.ts';
import type { LimitResult, Limiter } from '../limits/limiter.ts';
import type { MintedToken } from '../livekit/mint-token.ts';
import { mintToken } from '../livekit/mint-token.ts';
import type { RoomDirectory } from '../livekit/room-directory.ts';
import { LiveKitUnavailable } from '../livekit/room-directory.ts';
import { decideAccess } from '../policy/channel-access.ts';
import type { Grant } from '../policy/grant.ts';
import { grantOf } from '../policy/grant.ts';
import { roomName } from '../policy/room-name.ts';
import type { Services } from '../services.ts';
import type { AppEnv } from './app-env.ts';
import { authenticate, challenge } from './authenticate.ts';
import { enforceLimit } from './enforce-limit.ts';
import { guardMethods } from './method-guard.ts';
import { guardOrigin } from './origin-guard.ts';
import { Problem } from './problem.ts';
import { readJsonBody } from './read-json-body.ts';
import { readChannelId } from './token-request.ts';

/** What the route needs besides the configuration. */
export interface TokenRouteParts {
  readonly verify: VerifyCaller;
  readonly roomDirectory: RoomDirectory;
  readonly limits: { readonly address: Limiter | null; readonly subject: Limiter | null };
  readonly clientAddress: NonNullable<Services['clientAddress']>;
  readonly now: () => number;
}

/**
 * `POST /`: the caller comes from the verified token alone, the body chooses a channel. Cheap checks come first: address
 * limit, token, subject limit, body, policy, room. Answers 201, or a problem of `problem-codes.ts`.
 */
export function createTokenRoute(config: ServerConfig, parts: TokenRouteParts): Hono<AppEnv> {
  const tenants = new Map(config.tenants.map((tenant) => [tenant.id, tenant]));
  const allowed = config.tenants.flatMap(({ origins }) => origins);
  const route = new Hono<AppEnv>();

  route.use(guardOrigin({ allowed, trustProxy: config.trustProxy, methods: 'POST' }));
  route.post('/', async (c) => {
    const { limits } = parts;
    let counted: readonly LimitResult[] = [];
    const address = parts.clientAddress(c);
    if (limits.address && address)
      counted = enforceLimit(c, counted, await limits.address(addressKey(address)));

    const caller = await authenticate(c.req.header('Authorization'), parts.verify, parts.now() / 1000);
    const tenant = tenants.get(caller.tenant);
    if (tenant === undefined) throw new Error('an issuer names a tenant that is not configured');
    c.get('outcome').tenant = tenant.id;
    const subject = JSON.stringify([tenant.id, caller.identity]);
    if (limits.subject) enforceLimit(c, counted, await limits.subject(subject));

    const channelId = readChannelId(await readJsonBody(c));
    const grant = decideGrant(tenant, caller, channelId);
    const room = roomName(tenant, channelId);
    await requireSpace(parts.roomDirectory, tenant, room, caller.identity);
    const minted = await mintToken(tenant.livekit, caller, room, grant);
    c.get('outcome').code = 'token-issued';
    return c.json(answer(tenant, caller, room, grant, minted), 201);
  });
  route.all('/', guardMethods('OPTIONS, POST'));
  return route;
}

function decideGrant(tenant: TenantConfig, caller: Caller, channelId: string): Grant {
  const decision = decideAccess(tenant.channelAccess, caller.access, channelId);
  if (decision.allowed) return grantOf(decision.role);
  const detail = 'The token does not open this channel.';
  const headers = challenge('insufficient_scope');
  throw new Problem('channel-forbidden', { detail, headers, reason: decision.reason });
}

async function requireSpace(
  directory: RoomDirectory,
  tenant: TenantConfig,
  room: string,
  identity: string,
): Promise<void> {
  try {
    if (!(await directory.isFullFor(tenant.livekit, room, identity))) return;
  } catch (error) {
    if (!(error instanceof LiveKitUnavailable)) throw error;
    const headers = { 'Retry-After': String(error.retryAfter) };
    const detail = 'LiveKit cannot be reached at the moment.';
    throw new Problem('livekit-unavailable', { detail, headers, reason: error.reason });
  }
  throw new Problem('room-full', { detail: 'The channel has reached its limit of participants.' });
}

/** The answer in the names of LiveKit's `TokenSourceResponse`, with what the element shows before it is connected. */
function answer(tenant: TenantConfig, caller: Caller, room: string, grant: Grant, minted: MintedToken) {
  return {
    server_url: tenant.livekit.wsUrl,
    participant_token: minted.token,
    room_name: room,
    participant_identity: caller.identity,
    participant_name: caller.name,
    ...(caller.avatarUrl === undefined ? {} : { avatar_url: caller.avatarUrl }),
    expires_at: new Date(minted.expiresAt * 1000).toISOString(),
    expires_in: minted.lifetime,
    grant,
  };
}
