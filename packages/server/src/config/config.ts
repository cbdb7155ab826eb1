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

/** Who may enter which channel: by the claim `voice`, every verified caller everywhere, or as the host app answers. */
export type ChannelAccess =
  | { readonly kind: 'claims' }
  | { readonly kind: 'all' }
  | {
      readonly kind: 'callback';
      /** https, or http on a loopback address. */
      readonly url: string;
      /** Signs the question; `whsec_` and base64, or any text of at least 32 bytes. */
      readonly secret: string;
    };

/** What a tenant is given. */
export interface TenantSettings {
  readonly livekit: LiveKitProject;
  readonly channelAccess: ChannelAccess;
  readonly origins: readonly AllowedOrigin[];
  readonly limits: {
    /** For all of a tenant's people together. */
    readonly tenant: RateQuota | null;
    /** For each of them. */
    readonly subject: RateQuota | null;
  };
}

/** One customer of this server. Environment mode has exactly one. */
export interface TenantConfig extends TenantSettings {
  /** `[a-z0-9-]{1,32}`; part of every limiter key and log line. */
  readonly id: string;
  /** `plain`: `voice-{channelId}`; `tenant`: `voice-{tenantId}:{channelId}`. */
  readonly roomNaming: 'plain' | 'tenant';
}

/** Which tenant a token of an issuer belongs to; there is no fallback. */
export type TenantRule =
  | { readonly kind: 'named'; readonly id: string }
  | {
      readonly kind: 'claim';
      /** Leads to a text: the organisation of the token's bearer. */
      readonly path: ClaimPath;
      /** What the id of every tenant opened by this rule begins with; may be empty. */
      readonly prefix: string;
      /** Organisations that are listed tenants; every other one opens a tenant of its own. */
      readonly known: readonly { readonly value: string; readonly tenant: string }[];
      /** What an opened tenant is given. */
      readonly settings: TenantSettings;
    };

/** A public key with the algorithm that it is bound to (`EdDSA` and `Ed25519` are one, listed as both). */
export interface PublicKey {
  readonly jwk: JWK;
  readonly algorithms: readonly string[];
}

/** Where an issuer's verification keys come from. Several static keys are a rotation with overlap. */
export type KeyConfig =
  | { readonly kind: 'secret'; readonly secrets: readonly string[]; readonly algorithm: string }
  | { readonly kind: 'public-key'; readonly keys: readonly PublicKey[] }
  | { readonly kind: 'jwks'; readonly url: string; readonly algorithms: readonly string[] };

/** A path of member names into the claims; an array because claim names may hold dots and slashes. */
export type ClaimPath = readonly string[];

/** A claim, and values that it is compared with. */
export interface ClaimRule {
  readonly path: ClaimPath;
  readonly values: readonly (string | number | boolean)[];
}

/** Values of a claim that make a role. The claim is a text, parted by spaces or commas, or a list of texts. */
export interface RoleMapping {
  readonly path: ClaimPath;
  readonly moderator: readonly string[];
  readonly speaker: readonly string[];
  readonly listener: readonly string[];
}

/** One issuer of host JWTs. The token's exact `iss` picks it, and it picks the tenant. */
export interface IssuerConfig {
  readonly issuer: string;
  /** A token is meant for this server where one of these claims holds one of these values. */
  readonly audience: {
    readonly claims: readonly ('aud' | 'azp' | 'client_id')[];
    readonly values: readonly string[];
  };
  readonly tenant: TenantRule;
  readonly keys: KeyConfig;
  /** Claims that must be there with one of the values. */
  readonly require: readonly ClaimRule[];
  /** Claims that must not have one of the values, nor anything that cannot be compared with them. */
  readonly refuse: readonly ClaimRule[];
  readonly claims: {
    readonly identity: ClaimPath;
    /** The first that leads to a name counts. */
    readonly name: readonly ClaimPath[];
    /** The first that leads to an address counts. */
    readonly avatar: readonly ClaimPath[];
    /** The claim `voice` of channel access `claims`. */
    readonly access: ClaimPath;
    readonly roles: RoleMapping | null;
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
  readonly limits: { readonly address: RateQuota | null };
  /** Number of proxies in front whose `X-Forwarded-*` lines are believed; 0 believes none. */
  readonly trustProxy: number;
  readonly listen: { readonly host: string; readonly port: number };
  readonly admin: { readonly host: string; readonly port: number };
  /** Where several instances count together, `redis:` or `rediss:`; null counts in this process. */
  readonly redisUrl: string | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Directory of the element's build, or null for the installed `@voice-room/element`. */
  readonly assetsDir: string | null;
  /** Paths of the files that the configuration was read from: a change of one is a reason to read it again. */
  readonly files: readonly string[];
  /** Sentences for whoever runs the server, on settings that are sound and have no effect. No secret is in them. */
  readonly warnings: readonly string[];
}
