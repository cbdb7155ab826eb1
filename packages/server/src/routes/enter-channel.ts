// Lets a caller into a channel, or refuses; it does not know how the caller was verified or what is minted.
import type { AskHostApp } from '../access/channel-access-callback.ts';
import { CallbackUnavailable } from '../access/channel-access-callback.ts';
import type { Caller } from '../auth/caller.ts';
import type { TenantConfig } from '../config/config.ts';
import { decideByClaim, decideForAll } from '../policy/channel-access.ts';
import type { Role } from '../policy/grant.ts';
import { challenge } from './authenticate.ts';
import { Problem } from './problem.ts';

/** How a caller enters a channel. */
export interface Entry {
  readonly role: Role;
  readonly name: string;
  readonly avatarUrl?: string | undefined;
  readonly channelName?: string | undefined;
}

type Decision =
  | ({ readonly allowed: true; readonly role: Role } & Partial<Entry>)
  | { readonly allowed: false; readonly reason: string };

/**
 * Decides as the tenant's channel access says, at once where the host app need not be asked. What its callback names beats
 * the token. Throws, or rejects with, a `Problem`: 403 whose answer is the same for every reason, 503 where the host app
 * gives no usable answer.
 */
export function enterChannel(
  ask: AskHostApp,
  tenant: TenantConfig,
  caller: Caller,
  channelId: string,
): Entry | Promise<Entry> {
  const decision = decide(ask, tenant, caller, channelId);
  if (decision instanceof Promise) return decision.then((decided) => entryOf(decided, caller));
  return entryOf(decision, caller);
}

function entryOf(decision: Decision, caller: Caller): Entry {
  if (!decision.allowed) throw forbidden(decision.reason);
  const { role, name = caller.name, avatarUrl = caller.avatarUrl, channelName } = decision;
  return { role, name, avatarUrl, channelName };
}

/** The refusal of a verified caller. The reason is for the log: the answer must not tell which channels there are. */
export function forbidden(reason: string): Problem {
  const detail = 'The token does not open this channel.';
  return new Problem('channel-forbidden', { detail, headers: challenge('insufficient_scope'), reason });
}

function decide(
  ask: AskHostApp,
  { id, channelAccess }: TenantConfig,
  caller: Caller,
  channelId: string,
): Decision | Promise<Decision> {
  const { access, roles: role, claims, identity } = caller;
  switch (channelAccess.kind) {
    case 'claims':
      return decideByClaim({ access, role }, channelId);
    case 'all':
      return decideForAll({ access, role }, caller.issuer.claims.roles, channelId);
    case 'callback':
      return ask(channelAccess, { tenant: id, subject: identity, channel_id: channelId, claims }).catch(
        (error: unknown) => {
          if (!(error instanceof CallbackUnavailable)) throw error;
          const headers = { 'Retry-After': String(error.retryAfter) };
          const detail = 'The host app cannot say at the moment who may enter.';
          throw new Problem('channel-access-unavailable', { detail, headers, reason: error.reason });
        },
      );
  }
}
