// Tries a sample token with the server's own code; it does not know where the token came from.
import { AuthFailure, KeysUnavailable } from '../auth/auth-failure.ts';
import type { Caller } from '../auth/caller.ts';
import { createKeySourcePool } from '../auth/key-source-pool.ts';
import { createCallerVerifier } from '../auth/verify-caller.ts';
import { webSignatures } from '../auth/web-signatures.ts';
import type { ServerConfig } from '../config/config.ts';
import { createTenantFinder } from '../policy/tenant-of.ts';
import { checkChannel, checkOpened } from './check-channel.ts';
import type { Finding } from './finding.ts';
import { fault, ok } from './finding.ts';
import type { Outside } from './outside.ts';
import type { SampleToken } from './sample-token.ts';
import { sayValue } from './sample-token.ts';
import type { NameSetting } from './setting-names.ts';
import { projectSubjects } from './subjects.ts';
import { explainRefusal, sayPath } from './token-refusals.ts';

/** Verifies the token, then says who its bearer is, of which tenant, and what opens. */
export async function checkToken(
  token: SampleToken,
  channel: string | null,
  config: ServerConfig,
  name: NameSetting,
  outside: Outside,
): Promise<readonly Finding[]> {
  const { fetch, now, patience } = outside;
  const pool = createKeySourcePool({ signatures: webSignatures, fetch, now, timeout: patience });
  const livekitKeys = projectSubjects(config).map(({ project }) => project.apiKey);
  const verify = createCallerVerifier(pool.use(config.issuers), { livekitKeys });
  const seconds = now() / 1000;
  let caller: Caller;
  try {
    caller = await verify(token.text, seconds);
  } catch (error) {
    if (error instanceof AuthFailure)
      return [explainRefusal(error.reason, { token, config, name, now: seconds })];
    if (!(error instanceof KeysUnavailable)) throw error;
    const message = `The token cannot be verified: the keys of ${error.issuer ?? 'its issuer'} cannot be had (${error.reason}).`;
    return [fault(message, `See under Keys how to correct ${name('jwksUrl', null)}.`)];
  }
  const found = [ok(describe(caller))];
  const tenant = await createTenantFinder(config.tenants)(caller.issuer, caller.claims);
  if (tenant === null) return [...found, explainNoTenant(caller)];
  const subject = tenant.roomNaming === 'plain' ? null : `tenant ${tenant.id}`;
  if (subject !== null) found.push(ok(`Its tenant is ${tenant.id}.`));
  const visitor = { caller, tenant, subject };
  found.push(
    channel === null ? checkOpened(visitor, name) : await checkChannel(channel, visitor, name, outside),
  );
  return found;
}

function describe({ identity, name, avatarUrl, roles, issuer }: Caller): string {
  const mapped =
    roles === null
      ? 'no mapped role'
      : roles === 'malformed'
        ? 'roles that cannot be read'
        : `the role ${roles}`;
  const role = issuer.claims.roles === null ? '' : `, with ${mapped}`;
  const picture = avatarUrl === undefined ? 'no picture' : `the picture ${avatarUrl}`;
  return `The token is accepted: ${sayValue(identity)}, shown as ${sayValue(name)} with ${picture}${role}.`;
}

function explainNoTenant({ issuer, claims }: Caller): Finding {
  const path = issuer.tenant.kind === 'claim' ? issuer.tenant.path : [];
  const [first = ''] = path;
  const message = `The token names no tenant: ${sayPath(path)} is to say which, and ${sayPath([first])} is ${sayValue(claims[first])}.`;
  return fault(
    message,
    `Let the person choose an organisation before the token is made, or correct "tenant.claim" of issuer ${issuer.issuer}.`,
  );
}
