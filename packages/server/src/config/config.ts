// The shape of a finished configuration; it does not know where the values came from.
import type { JWK } from 'jose';

/** A LiveKit project: the key pair that signs participant tokens, and its two addresses. */
export interface LiveKitProject {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** What browsers connect to: `ws:` or `wss:`, handed out as `server_url`. */
  readonly wsUrl: string;
  /** What this server calls for room look-ups: `http:` or `https:`. */
  readonly apiUrl: string;
}

/** An allowed web origin: exact (`https://app.example.com`), or any subdomain of `suffix` on one scheme and port. */
export type AllowedOrigin =
  | { readonly kind: 'exact'; readonly origin: string }
  | {
      readonly kind: 'subdomains';
      readonly scheme: 'https:';
      readonly suffix: string;
      readonly port: string;
    };

/** Who may enter which channel: by the claim `voice`, or every verified caller everywhere. */
export type ChannelAccess = 'claims' | 'all';

/** One customer of this server. Environment mode has exactly one. */
export interface TenantConfig {
  /** `[a-z0-9-]{1,32}`; part of every limiter key and log line. */
  readonly id: string;
  /** `plain`: `voice-{channelId}`; `tenant`: `voice-{tenantId}:{channelId}`. */
  readonly roomNaming: 'plain' | 'tenant';
  readonly livekit: LiveKitProject;
  readonly channelAccess: ChannelAccess;
  readonly origins: readonly AllowedOrigin[];
}

/** Where an issuer's verification key comes from, with the algorithms that it may be used for. */
export type KeyConfig =
  | { readonly kind: 'secret'; readonly secret: string; readonly algorithms: readonly string[] }
  | { readonly kind: 'public-key'; readonly jwk: JWK; readonly algorithms: readonly string[] }
  | { readonly kind: 'jwks'; readonly url: string; readonly algorithms: readonly string[] };

/** A path of member names into the claims; an array because claim names may hold dots and slashes. */
export type ClaimPath = readonly string[];

/** One issuer of host JWTs. The token's exact `iss` picks it, and it picks the tenant. */
export interface IssuerConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly tenant: string;
  readonly keys: KeyConfig;
  readonly claims: {
    readonly identity: ClaimPath;
    readonly name: ClaimPath;
    readonly avatar: ClaimPath;
    readonly access: ClaimPath;
  };
  /** Longest accepted `exp - iat` in seconds. */
  readonly maxLifetime: number;
}

/** A quota of `requests` in each window of `seconds`. */
export interface RateQuota {
  readonly requests: number;
  readonly seconds: number;
}

/** Everything the server needs to know, validated and frozen. */
export interface ServerConfig {
  readonly tenants: readonly TenantConfig[];
  readonly issuers: readonly IssuerConfig[];
  readonly limits: { readonly address: RateQuota | null; readonly subject: RateQuota | null };
  /** Number of proxies in front whose `X-Forwarded-*` lines are believed; 0 believes none. */
  readonly trustProxy: number;
  readonly listen: { readonly host: string; readonly port: number };
  readonly admin: { readonly host: string; readonly port: number };
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Directory of the element's build, or null for the installed `@voice-room/element`. */
  readonly assetsDir: string | null;
  /** Sentences for whoever runs the server, on settings that are sound and have no effect. No secret is in them. */
  readonly warnings: readonly string[];
}
