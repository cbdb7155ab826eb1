// What differs between identity providers, one entry each; it does not know the rest of an issuer's settings.
import type { ClaimPath, ClaimRule, IssuerConfig } from './config.ts';
import { isLoopback } from './value-schemas.ts';

/** The identity providers that have a preset. */
export const PRESET_NAMES = [
  'auth0',
  'clerk',
  'supabase',
  'firebase',
  'keycloak',
  'cognito',
  'entra',
] as const;

/** Name of a preset. */
export type PresetName = (typeof PRESET_NAMES)[number];

/** What a provider's tokens have that others' have not. A setting of the issuer itself always beats it. */
export interface Preset {
  /** The form of the provider's issuers; not asked of an issuer on this machine, which is a development server. */
  readonly issuer: RegExp;
  /** The end of a sentence about an issuer that cannot be the provider's. */
  readonly cure: string;
  /** Which claims say whom a token is for. */
  readonly audience: IssuerConfig['audience']['claims'];
  /** The values that are always right, where the provider has such. */
  readonly audienceOf?: (issuer: string) => string | undefined;
  /** What the audience is, where it is not set. */
  readonly audienceHint: string;
  /** The form of the values that can be meant, with the cure for others. */
  readonly audienceForm?: { readonly form: RegExp; readonly cure: string };
  /** Where the keys of an issuer of the right form are. */
  readonly jwksUrl: (issuer: string) => string;
  /** What the provider signs with unless somebody changes it. */
  readonly algorithms: readonly string[];
  readonly require: readonly ClaimRule[];
  readonly refuse: readonly ClaimRule[];
  readonly claims: Partial<Omit<IssuerConfig['claims'], 'roles'>>;
}

const wellKnown = (issuer: string): string => `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
const rule = (path: ClaimPath, ...values: ClaimRule['values']): ClaimRule => ({ path, values });
const RS256 = ['RS256'];

/** The presets by name; the address after each is where its facts are from. */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  // https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles
  auth0: {
    // The slash at the end is part of `iss`, for a tenant's own domain as well.
    issuer: /^https:\/\/[^/?#]+\/$/,
    cure: 'Set it as Auth0 writes it, with the slash at its end: https://TENANT.auth0.com/ or your own domain.',
    audience: ['aud'],
    audienceHint: 'Set the identifier of your API in Auth0.',
    // https://auth0.com/docs/secure/tokens/json-web-tokens/locate-json-web-key-sets
    jwksUrl: wellKnown,
    algorithms: RS256,
    require: [],
    // An app's own token has nobody behind it. Of the RFC 9068 profile, which an API can be set to, only `sub` says so.
    refuse: [rule(['gty'], 'client-credentials')],
    claims: {},
  },
  // https://clerk.com/docs/guides/sessions/session-tokens
  clerk: {
    issuer: /^https:\/\/[^/?#]+$/,
    cure: 'Set the Frontend API URL of Clerk without a slash at its end, for example https://clerk.example.com.',
    // A session token has no `aud`; `azp` is the origin of the page that asked for it.
    audience: ['azp'],
    audienceHint:
      'Set the origins of your app, which Clerk writes into azp, for example https://app.example.com.',
    audienceForm: {
      form: /^https?:\/\/[^/?#]+$/,
      cure: 'Set origins, which Clerk writes into azp: no path and no slash at the end, for example https://app.example.com.',
    },
    // https://clerk.com/docs/guides/sessions/manual-jwt-verification
    jwksUrl: wellKnown,
    algorithms: RS256,
    require: [],
    // A session with tasks left, such as choosing an organisation, is not signed in yet.
    refuse: [rule(['sts'], 'pending')],
    claims: {},
  },
  // https://supabase.com/docs/guides/auth/jwt-fields
  supabase: {
    issuer: /^https:\/\/[^/?#]+\/auth\/v1$/,
    cure: 'Set the address of Supabase Auth, https://PROJECT.supabase.co/auth/v1.',
    audience: ['aud'],
    // The same word in every project: there it is `iss` that tells projects apart.
    audienceOf: () => 'authenticated',
    audienceHint: 'Set authenticated.',
    // https://supabase.com/docs/guides/auth/signing-keys
    jwksUrl: wellKnown,
    algorithms: ['ES256', 'RS256'],
    // The public key of a project (`anon`) and its master key (`service_role`) are JWTs as well.
    require: [rule(['role'], 'authenticated')],
    refuse: [rule(['is_anonymous'], true)],
    claims: {
      // Users write `user_metadata` themselves, so it is good for showing and for nothing else.
      name: [
        ['user_metadata', 'full_name'],
        ['user_metadata', 'name'],
      ],
      avatar: [
        ['user_metadata', 'avatar_url'],
        ['user_metadata', 'picture'],
      ],
      access: ['app_metadata', 'voice'],
    },
  },
  // https://firebase.google.com/docs/auth/admin/verify-id-tokens#verify_id_tokens_using_a_third-party_jwt_library
  firebase: {
    issuer: /^https:\/\/securetoken\.google\.com\/[a-z0-9-]+$/,
    cure: 'Set https://securetoken.google.com/PROJECT with the id of your Firebase project.',
    audience: ['aud'],
    audienceOf: (issuer) => issuer.split('/').at(-1),
    audienceHint: 'Set the id of your Firebase project.',
    // The address that Google's documentation names has PEM certificates; these are the same keys as a JWK Set.
    jwksUrl: () =>
      'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    algorithms: RS256,
    require: [],
    refuse: [rule(['firebase', 'sign_in_provider'], 'anonymous')],
    claims: {},
  },
  // https://www.keycloak.org/securing-apps/oidc-layers
  keycloak: {
    issuer: /^https:\/\/[^/?#]+(\/[^/?#]+)*\/realms\/[^/?#]+$/,
    cure: 'Set the address of the realm without a slash at its end, https://HOST/realms/REALM.',
    // `aud` names the token's client only where a mapper adds it; `azp` always does.
    audience: ['aud', 'azp'],
    audienceHint: 'Set the id of your app\'s client, or the audience that a mapper writes into "aud".',
    jwksUrl: (issuer) => `${issuer}/protocol/openid-connect/certs`,
    algorithms: RS256,
    // Beside the header's: `ID`, `Refresh` and `Logout` tokens are signed with the same key.
    require: [rule(['typ'], 'Bearer')],
    refuse: [],
    claims: { name: [['name'], ['preferred_username']] },
  },
  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
  cognito: {
    // A pool that is replicated to several regions has the host with `issuer-` before it.
    issuer: /^https:\/\/(issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[A-Za-z0-9_-]+$/,
    cure: 'Set https://cognito-idp.REGION.amazonaws.com/POOL with the id of your user pool.',
    // Access tokens have no `aud`. An app's own token, with nobody behind it, has the id of a client of its own: one with
    // the flow `client_credentials` can have no other OAuth flow.
    audience: ['client_id'],
    audienceHint: 'Set the id of the app client, which Cognito writes into client_id.',
    // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
    jwksUrl: wellKnown,
    algorithms: RS256,
    require: [rule(['token_use'], 'access')],
    refuse: [],
    claims: {},
  },
  // https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
  entra: {
    // A tenant's id, because `iss` never says `common`; the tokens of version 1 come from sts.windows.net.
    issuer:
      /^https:\/\/(login\.microsoftonline\.(com|us)|login\.partner\.microsoftonline\.cn|[\da-z-]+\.ciamlogin\.com)\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\/v2\.0$/,
    cure: 'Set https://login.microsoftonline.com/TENANT-ID/v2.0 with the id of your directory, and "requestedAccessTokenVersion": 2 in the manifest of your app.',
    audience: ['aud'],
    audienceHint: 'Set the client id of your API in Entra ID.',
    jwksUrl: (issuer) => issuer.replace(/\/v2\.0$/, '/discovery/v2.0/keys'),
    algorithms: RS256,
    require: [rule(['ver'], '2.0')],
    // An app's own token has nobody behind it.
    refuse: [rule(['idtyp'], 'app')],
    // `sub` is another one for each app; `oid` is the person's in the whole directory.
    claims: { identity: ['oid'] },
  },
};

/** Whether `issuer` can be one of the provider's, or is a development server on this machine. */
export function isIssuerOf(preset: Preset, issuer: string): boolean {
  const url = URL.parse(issuer);
  return (url !== null && isLoopback(url)) || preset.issuer.test(issuer);
}
