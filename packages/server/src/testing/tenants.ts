// A server with several customers for tests: two with issuers of their own, one provider with many organisations.
import type {
  IssuerConfig,
  ServerConfig,
  TenantConfig,
  TenantRule,
  TenantSettings,
} from '../config/config.ts';
import { deepFreeze } from '../config/deep-freeze.ts';
import { parseOrigin } from '../config/origins.ts';
import { AUDIENCE, HOST_SECRET, LIVEKIT_KEY, LIVEKIT_SECRET } from './host-app.ts';

/** What a tenant is given unless a test says otherwise. */
export function settings(changes: Partial<TenantSettings> = {}): TenantSettings {
  return {
    livekit: {
      apiKey: LIVEKIT_KEY,
      apiSecret: LIVEKIT_SECRET,
      wsUrl: 'wss://livekit.example',
      apiUrl: 'https://livekit.example',
    },
    channelAccess: { kind: 'claims' },
    origins: [],
    limits: { tenant: null, subject: null },
    ...changes,
  };
}

/** A listed tenant. */
export function tenant(id: string, changes: Partial<TenantSettings> = {}): TenantConfig {
  return { ...settings(changes), id, roomNaming: 'tenant' };
}

/** A tenant rule by the claim `org`. */
export function byClaim(changes: Partial<TenantRule & { kind: 'claim' }> = {}): TenantRule {
  return { kind: 'claim', path: ['org', 'id'], prefix: '', known: [], settings: settings(), ...changes };
}

/** An issuer that shares `HOST_SECRET` with the server. */
export function issuer(name: string, rule: TenantRule, changes: Partial<IssuerConfig> = {}): IssuerConfig {
  return {
    issuer: name,
    audience: { claims: ['aud'], values: [AUDIENCE] },
    tenant: rule,
    keys: { kind: 'secret', secrets: [HOST_SECRET], algorithm: 'HS256' },
    require: [],
    refuse: [],
    claims: { identity: ['sub'], name: [['name']], avatar: [['picture']], access: ['voice'], roles: null },
    maxLifetime: 86_400,
    ...changes,
  };
}

/** A configuration of these tenants and issuers, with everything else as it is by default. */
export function serverConfig(
  tenants: readonly TenantConfig[],
  issuers: readonly IssuerConfig[],
  changes: Partial<ServerConfig> = {},
): ServerConfig {
  return deepFreeze({
    tenants,
    issuers,
    limits: { address: null },
    trustProxy: 0,
    listen: { host: '127.0.0.1', port: 0 },
    admin: { host: '127.0.0.1', port: 0 },
    redisUrl: null,
    logLevel: 'info',
    assetsDir: null,
    files: [],
    warnings: [],
    ...changes,
  });
}

/** Origins as a configuration has them. */
export function origins(...entries: readonly string[]): TenantSettings['origins'] {
  return entries.flatMap((entry) => parseOrigin(entry) ?? []);
}
