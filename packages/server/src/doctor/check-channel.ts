// Says whether a verified caller may enter a channel and why; it does not know how the caller was verified.
import type { CallbackUnavailable } from '../access/channel-access-callback.ts';
import { createCallbackAsker } from '../access/channel-access-callback.ts';
import type { Caller } from '../auth/caller.ts';
import type { TenantConfig } from '../config/config.ts';
import type { AccessRefusal } from '../policy/channel-access.ts';
import { decideByClaim, decideForAll, readVoiceClaim } from '../policy/channel-access.ts';
import { channelIdFault } from '../policy/channel-id.ts';
import { own } from '../policy/claim-path.ts';
import { roomName } from '../policy/room-name.ts';
import type { Finding } from './finding.ts';
import { fault, ok, skipped } from './finding.ts';
import { networkFailure } from './network-failure.ts';
import type { Outside } from './outside.ts';
import { isRedirect, redirectTarget } from './probe.ts';
import { sayValue } from './sample-token.ts';
import { sayUrl } from './say-url.ts';
import type { NameSetting } from './setting-names.ts';
import { sayPath } from './token-refusals.ts';

const EXAMPLE = '{"channels": ["general", "team-*"]}';

/** A verified caller of a tenant. */
export interface Visitor {
  readonly caller: Caller;
  readonly tenant: TenantConfig;
  /** The tenant for sentences, null for the only one. */
  readonly subject: string | null;
}

/** Which channels the caller may enter at all. */
export function checkOpened({ caller, tenant, subject }: Visitor, name: NameSetting): Finding {
  const claim = sayPath(caller.issuer.claims.access);
  const { kind } = tenant.channelAccess;
  if (kind === 'all' && caller.roles === 'malformed') return explain('malformed-role', caller, name, subject);
  if (kind === 'all')
    return ok(
      `Every channel is open to whoever has a sound token (${name('channelAccess', subject)} is all).`,
    );
  if (kind === 'callback')
    return ok('The host app decides on each channel (callback). Name one with --channel to ask it.');
  const voice = readVoiceClaim(caller.access);
  if (voice === null)
    return explain(caller.access === undefined ? 'no-claim' : 'malformed-claim', caller, name, subject);
  const lists = [
    ['moderates', voice.moderate],
    ['speaks in', voice.channels],
    ['listens in', voice.listen],
  ] as const;
  const said = lists
    .filter(([, list]) => list.length > 0)
    .map(([verb, list]) => `${verb} ${list.map((one) => sayValue(one)).join(', ')}`);
  if (said.length > 0) return ok(`By ${claim} the caller ${said.join('; ')}.`);
  return fault(
    `The lists in ${claim} are empty, so the token opens no channel.`,
    `Let the host app write channels into it, for example ${EXAMPLE}.`,
  );
}

/** Whether the caller may enter one channel; with a callback the host app is really asked. */
export async function checkChannel(
  id: string,
  visitor: Visitor,
  name: NameSetting,
  outside: Outside,
): Promise<Finding> {
  const idFault = channelIdFault(id);
  if (idFault !== null)
    return fault(
      `${sayValue(id)} is no channel id (${idFault}).`,
      'Give --channel an id as the element has it in "channel".',
    );
  const { caller, tenant, subject } = visitor;
  const { channelAccess: access } = tenant;
  const opens = (role: string): Finding =>
    ok(`Channel ${sayValue(id)} opens, with the role ${role} (room ${roomName(tenant, id)}).`);
  const claims = { access: caller.access, role: caller.roles };
  if (access.kind === 'callback') return askHost();
  const decision =
    access.kind === 'claims'
      ? decideByClaim(claims, id)
      : decideForAll(claims, caller.issuer.claims.roles, id);
  return decision.allowed ? opens(decision.role) : explain(decision.reason, caller, name, subject, id);

  async function askHost(): Promise<Finding> {
    if (access.kind !== 'callback') return skipped('');
    const url = name('channelAccess.callback', subject);
    let answer: Response | null = null;
    let failed: unknown = { name: 'TimeoutError' };
    const fetch: typeof globalThis.fetch = async (input, init) => {
      try {
        return (answer = await outside.fetch(input, init));
      } catch (error) {
        failed = error;
        throw error;
      }
    };
    const ask = createCallbackAsker({ fetch, now: outside.now, timeout: outside.patience });
    const question = { tenant: tenant.id, subject: caller.identity, channel_id: id, claims: caller.claims };
    try {
      const decision = await ask(access, question);
      if (decision.allowed) return opens(`${decision.role}, as the host app says`);
      const message = `The host app refuses channel ${sayValue(id)} ({"allow": false}).`;
      return fault(message, `Let the host app at ${url} allow it, if this person belongs there.`);
    } catch (error) {
      return explainCallback(error as CallbackUnavailable, sayUrl(access.url), answer, failed, visitor, name);
    }
  }
}

function explain(
  reason: AccessRefusal,
  { issuer, access, claims }: Caller,
  name: NameSetting,
  subject: string | null,
  channel?: string,
): Finding {
  const claim = sayPath(issuer.claims.access);
  const channelAccess = name('channelAccess', subject);
  switch (reason) {
    case 'no-claim':
      return fault(
        `The token has no claim ${claim}, so it opens no channel (${reason}).`,
        `Let the host app write ${EXAMPLE} into ${claim}, or set ${channelAccess} to all or callback.`,
      );
    case 'malformed-claim':
      return fault(
        `The claim ${claim} is ${sayValue(access)}, which is not of its form, so it opens no channel (${reason}).`,
        `Let the host app write an object of lists of texts into ${claim}, for example ${EXAMPLE}; ${channelAccess} is claims.`,
      );
    case 'channel-not-listed':
      return fault(
        `Channel ${sayValue(channel)} does not open: ${claim} is ${sayValue(access)} (${reason}).`,
        `Let the host app list it in ${claim} (letter case counts, and only a * at the end is a pattern), or change ${channelAccess}.`,
      );
    case 'no-role':
      return fault(
        `Channel ${sayValue(channel)} does not open: the token has none of the values that "claims.roles" maps to a role (${reason}).`,
        'Give the person one of the roles in "claims.roles".',
      );
    case 'malformed-role': {
      const path = issuer.claims.roles?.path ?? [];
      return fault(
        `No channel opens: the claim ${sayPath(path)} for "claims.roles" cannot be read (${reason}); ${sayPath(path.slice(0, 1))} is ${sayValue(own(claims, path[0] ?? ''))}.`,
        'Let the host app write a list of texts there, or one text parted by spaces or commas.',
      );
    }
  }
}

function explainCallback(
  { reason }: CallbackUnavailable,
  address: string,
  answer: Response | null,
  failed: unknown,
  { subject }: Visitor,
  name: NameSetting,
): Finding {
  const url = name('channelAccess.callback', subject);
  if (answer === null || reason === 'network' || reason === 'timeout') {
    const { what, how } = networkFailure(failed);
    return fault(`The callback ${address} ${what}.`, `${how} ${url}.`);
  }
  const { status, headers } = answer;
  if (reason === 'http-status') {
    if (isRedirect(status)) {
      return fault(
        `The callback ${address} redirects ${redirectTarget(headers, address)}.`,
        `Set ${url} to the final address.`,
      );
    }
    if (status === 401 || status === 403) {
      const message = `The callback ${address} answers ${status}: the host app probably does not accept the signature.`;
      const cure = `Set ${name('channelAccess.secret', subject)} to the secret that the host app checks webhook-signature with, and let it answer 200 with {"allow": false} where it means no.`;
      return fault(message, cure);
    }
    return fault(
      `The callback ${address} answers ${status}, and only 200 counts.`,
      `Set ${url} to the address that answers, and look at the log of the host app.`,
    );
  }
  const message = `The callback ${address} answers ${reason === 'too-large' ? 'more than 16 KiB' : 'something that is no answer'}.`;
  return fault(
    message,
    `Let the host app at ${url} answer {"allow": true, "role": "speaker"} or {"allow": false} as JSON.`,
  );
}
