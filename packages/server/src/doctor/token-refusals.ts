// Says for each reason of a refused token what was found and what helps; it does not verify anything.
import type { AuthFailureReason } from '../auth/auth-failure.ts';
import { AuthFailure } from '../auth/auth-failure.ts';
import { checkClaims, CLOCK_TOLERANCE } from '../auth/check-claims.ts';
import { claimAt } from '../policy/claim-path.ts';
import { MAX_TOKEN_LENGTH } from '../auth/compact-jws.ts';
import type { ClaimRule, IssuerConfig, KeyConfig, ServerConfig } from '../config/config.ts';
import { sayDuration } from './check-clocks.ts';
import type { Finding } from './finding.ts';
import { fault } from './finding.ts';
import type { SampleToken } from './sample-token.ts';
import { sayValue } from './sample-token.ts';
import type { NameSetting } from './setting-names.ts';
import { issuerSubject } from './subjects.ts';

/** What a refusal is explained with. */
export interface RefusalContext {
  readonly token: SampleToken;
  readonly config: ServerConfig;
  readonly name: NameSetting;
  /** Seconds since 1970, as the token was verified. */
  readonly now: number;
}

interface Known extends RefusalContext {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** The issuer that the token names, where that is a configured one. */
  readonly issuer: IssuerConfig | undefined;
  /** It for sentences. */
  readonly subject: string | null;
}

/** Explains `reason`. The claims of the token are shown to whoever pasted it, the token and its signature never. */
export function explainRefusal(reason: AuthFailureReason, context: RefusalContext): Finding {
  const { header, claims } = context.token;
  const issuer = context.config.issuers.find(({ issuer: one }) => one === claims?.['iss']);
  const subject = issuer === undefined ? null : issuerSubject(context.config, issuer.issuer);
  const { what, cure } = REFUSALS[reason]({
    ...context,
    header: header ?? {},
    claims: claims ?? {},
    issuer,
    subject,
  });
  return fault(`The token is refused (${reason}): ${what}.`, `${cure}.`);
}

type Explain = (known: Known) => { readonly what: string; readonly cure: string };

const JWT_CURE = "Send the host app's JWT; with Auth0 ask for it with an audience, else it is no JWT";

const REFUSALS: Readonly<Record<AuthFailureReason, Explain>> = {
  malformed: ({ token: { text, parts, header, claims } }) => {
    if (text.length > MAX_TOKEN_LENGTH) {
      const what = `it has ${text.length} characters, and ${MAX_TOKEN_LENGTH} are the most`;
      return { what, cure: 'Leave large claims out of the token' };
    }
    if (parts === 5) return { what: 'it is encrypted (JWE), so nothing can be read of it', cure: JWT_CURE };
    if (parts !== 3) return { what: `it has ${parts} parts between dots, and a JWT has 3`, cure: JWT_CURE };
    const half = header === null ? 'header' : claims === null ? 'payload' : 'form';
    return {
      what: `its ${half} is not what a JWT has`,
      cure: 'Paste the whole token as it is, and make it with a JWT library',
    };
  },
  'header-not-allowed': ({ header }) => {
    const extra = ['crit', 'b64', 'zip'].filter((member) => Object.hasOwn(header, member));
    const what =
      extra.length > 0
        ? `its header has ${extra.join(', ')}`
        : `its header has the typ ${sayValue(header['typ'])} and the kid ${sayValue(header['kid'])}`;
    return {
      what,
      cure: 'Send an access token or session token: typ is JWT or at+jwt, kid a text of at most 256 characters',
    };
  },
  'algorithm-not-allowed': ({ header, issuer, name, subject }) => ({
    what: `it is signed with ${sayValue(header['alg'])}, and ${issuer === undefined ? '' : `${algorithmsOf(issuer.keys)} `}is accepted`,
    cure:
      issuer?.keys.kind === 'secret'
        ? `Set ${name('jwksUrl', subject)} or ${name('publicKeys', subject)} in place of ${name('secrets', subject)} if the host signs with a key pair, or ${name('algorithms', subject)} to its algorithm`
        : `Set ${name('algorithms', subject)} so that it holds the token's algorithm, or ${name('secrets', subject)} if the host signs with a shared secret (HS256)`,
  }),
  'unknown-issuer': ({ claims, config, name }) => explainIssuer(claims['iss'], config, name),
  'bad-signature': ({ header, issuer, name, subject }) => {
    const kid = header['kid'] === undefined ? '' : ` (kid ${sayValue(header['kid'])})`;
    if (issuer?.keys.kind === 'secret') {
      return {
        what: 'its signature was not made with the configured secret',
        cure: `Set ${name('secrets', subject)} to the very text that the host app signs with (it is not decoded from base64)`,
      };
    }
    const setting = name(issuer?.keys.kind === 'jwks' ? 'jwksUrl' : 'publicKeys', subject);
    return {
      what: `no configured key made its signature${kid}`,
      cure: `Set ${setting} to the keys that the host app signs with now; a copied token may also have lost a letter`,
    };
  },
  'unknown-key': ({ header, issuer, name, subject }) => ({
    what: `its key (kid ${sayValue(header['kid'])}, ${sayValue(header['alg'])}) is not among those listed under Keys`,
    cure: `Set ${name(issuer?.keys.kind === 'public-key' ? 'publicKeys' : 'jwksUrl', subject)} to the key set of the provider, tenant and environment that made the token`,
  }),
  'wrong-audience': ({ claims, issuer, name, subject }) => {
    const asked = issuer?.audience.claims ?? ['aud'];
    const seen = (['aud', 'azp', 'client_id'] as const)
      .filter((claim) => asked.includes(claim) || claims[claim] !== undefined)
      .map((claim) => `${claim} is ${sayValue(claims[claim])}`);
    const wanted = (issuer?.audience.values ?? []).map((value) => JSON.stringify(value)).join(' or ');
    return {
      what: `${seen.join(', ')}, and ${asked.join(' or ')} must hold ${wanted}`,
      cure: `Set ${name('audience', subject)} to the value that the tokens carry for this server, or let the host app ask for tokens with that audience`,
    };
  },
  'required-claim': ({ claims, issuer, name, subject, now }) => {
    const rules = (issuer?.require ?? []).filter((rule) => breaks({ require: [rule] }, claims, issuer, now));
    return {
      what: rules
        .map((rule) => `${sayRule(rule)} is required, and it is ${sayValue(claimAt(claims, rule.path))}`)
        .join('; '),
      cure: `Send the kind of token that has it, or correct ${name('require', subject)}`,
    };
  },
  'refused-claim': ({ claims, issuer, name, subject, now }) => {
    const rules = (issuer?.refuse ?? []).filter((rule) => breaks({ refuse: [rule] }, claims, issuer, now));
    return {
      what: rules
        .map(({ path }) => {
          const value = claimAt(claims, path);
          // The server looks into lists on the way, which no path can name.
          const shown = value === undefined ? path.slice(0, 1) : path;
          return `${sayPath(shown)} is ${sayValue(claimAt(claims, shown))}, which is refused`;
        })
        .join('; '),
      cure: `Send the token of a signed-in person, or correct ${name('refuse', subject)}`,
    };
  },
  'sender-constrained': () => ({
    what: 'its claim cnf binds it to a key of its sender (DPoP or mTLS)',
    cure: 'Ask the provider for a plain bearer token for this server',
  }),
  'not-a-bearer-token': () => ({
    what: 'its claim events makes it a security event or logout token',
    cure: 'Send an access token or session token',
  }),
  'livekit-token': ({ name }) => ({
    what: 'it is a token for LiveKit, which opens a call and not this server',
    cure: `Send the host app's own JWT, whose iss is ${name('issuer', null)}; this server makes the LiveKit token`,
  }),
  expired: ({ claims, now }) => ({
    what: `it ended ${sayDuration(now - Number(claims['exp']))} ago (exp)`,
    cure: 'Take a fresh one; if it is fresh, synchronise the clocks (NTP)',
  }),
  'not-yet-valid': ({ claims, now }) => {
    const [claim = 'nbf', start = now] =
      (['nbf', 'iat', 'auth_time'] as const)
        .map((one) => [one, Number(claims[one] ?? 0)] as const)
        .toSorted((a, b) => b[1] - a[1])[0] ?? [];
    return {
      what: `it begins in ${sayDuration(start - now)} (${claim}), and ${CLOCK_TOLERANCE} s are forgiven`,
      cure: 'Synchronise the clocks of this machine and of whoever made the token (NTP)',
    };
  },
  'lifetime-too-long': ({ claims, issuer, now }) => ({
    what: `it lives ${sayDuration(Number(claims['exp']) - Math.min(Number(claims['iat'] ?? now), now))}, and ${sayDuration(issuer?.maxLifetime ?? 0)} are the most`,
    cure: 'Let the host app make tokens that live minutes or hours, or raise "maxLifetime" in a configuration file',
  }),
  'time-claims': ({ claims }) => {
    const wrong = ['exp', 'nbf', 'iat', 'auth_time'].filter(
      (one) => claims[one] !== undefined && typeof claims[one] !== 'number',
    );
    return {
      what: wrong.length === 0 ? 'it has no end (exp)' : `${wrong.join(', ')} must be a number of seconds`,
      cure: 'Let the host app write exp as seconds since 1970',
    };
  },
  identity: ({ claims, issuer, name, subject }) => {
    const path = issuer?.claims.identity ?? ['sub'];
    return {
      what: `${sayPath(path)} is ${sayValue(claimAt(claims, path))}, and an identity is a text of 1 to 256 bytes`,
      cure: `Let the host app write the person's id as text into ${sayPath(path)}, or correct ${name('claims.identity', subject)}`,
    };
  },
};

function explainIssuer(iss: unknown, { issuers }: ServerConfig, name: NameSetting) {
  const known = issuers.map(({ issuer }) => issuer);
  const list = known.slice(0, 10).map((one) => JSON.stringify(one));
  const what = `its iss is ${sayValue(iss)}, and ${list.join(', ')}${known.length > 10 ? ' …' : ''} is configured`;
  if (typeof iss !== 'string') return { what, cure: 'Let the host app write its iss into the token' };
  const alike = (change: (text: string) => string): string | undefined =>
    known.find((one) => change(one) === change(iss));
  const near = (
    [
      ['the slash at the end differs', (text) => text.replace(/\/+$/, '')],
      ['capitals and small letters differ', (text) => text.toLowerCase()],
      ['http and https differ', (text) => text.replace(/^https?:/, '')],
      [
        'only the scheme, slashes or letter case differ',
        (text) => text.toLowerCase().replace(/^https?:\/\/|\/+$/g, ''),
      ],
    ] as const satisfies readonly (readonly [string, (text: string) => string])[]
  ).find(([, change]) => alike(change) !== undefined);
  const setting = name('issuer', null);
  if (near === undefined) return { what, cure: `Set ${setting} to exactly ${iss}, if that is your provider` };
  return { what: `${what} (${near[0]})`, cure: `Set ${setting} to exactly ${iss}` };
}

function algorithmsOf(keys: KeyConfig): string {
  if (keys.kind === 'secret') return keys.algorithm;
  const all = keys.kind === 'jwks' ? keys.algorithms : keys.keys.flatMap(({ algorithms }) => algorithms);
  return [...new Set(all)].join(', ');
}

/** Asks the server's own check about one rule alone. */
function breaks(
  rules: { require?: readonly ClaimRule[]; refuse?: readonly ClaimRule[] },
  claims: Readonly<Record<string, unknown>>,
  issuer: IssuerConfig | undefined,
  now: number,
): boolean {
  if (issuer === undefined) return false;
  try {
    checkClaims(claims, { ...issuer, require: [], refuse: [], ...rules }, now);
    return false;
  } catch (error) {
    return error instanceof AuthFailure && /^(required|refused)-claim$/.test(error.reason);
  }
}

/** A path for people, as a configuration file has it: `"voice"`, or `["o","id"]`. */
export const sayPath = (path: readonly string[]): string =>
  JSON.stringify(path.length === 1 ? path[0] : path);

const sayRule = ({ path, values }: ClaimRule): string =>
  `${sayPath(path)} = ${values.map((value) => JSON.stringify(value)).join(' or ')}`;
