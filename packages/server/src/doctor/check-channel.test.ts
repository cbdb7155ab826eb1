// What the doctor says of a caller whose roles cannot be read.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { toCaller } from '../auth/caller.ts';
import type { TenantConfig } from '../config/config.ts';
import { testIssuer } from '../testing/test-issuer.ts';
import { checkChannel, checkOpened } from './check-channel.ts';

it('roles that cannot be read are shown with the claim, whether or not a channel is named', async () => {
  const roles = { path: ['meta', 'roles'], moderator: [], speaker: [], listener: ['viewer'] };
  const issuer = testIssuer({ claims: { ...testIssuer().claims, roles } });
  const caller = toCaller({ sub: 'ada', meta: { roles: ['viewer', 1] } }, issuer);
  const tenant: TenantConfig = {
    id: 'default',
    roomNaming: 'plain',
    livekit: { apiKey: 'k', apiSecret: 's', wsUrl: 'wss://a.example', apiUrl: 'https://a.example' },
    channelAccess: { kind: 'all' },
    origins: [],
    limits: { tenant: null, subject: null },
  };
  const visitor = { caller, tenant, subject: null };
  const outside = { fetch, now: Date.now, patience: 1 };
  const said = [
    checkOpened(visitor, (name) => name),
    await checkChannel('general', visitor, (name) => name, outside),
  ];
  for (const finding of said) {
    assert.equal(finding.level, 'fault');
    assert.match(
      finding.message,
      /^No channel opens: .*\["meta","roles"\].*\(malformed-role\); "meta" is \{"roles":\["viewer",1\]\}/,
    );
  }
});
