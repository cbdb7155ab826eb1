// What a preset makes of an issuer, in the environment and in the file.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkClaims } from '../auth/check-claims.ts';
import { environment } from '../testing/host-app.ts';
import { faultsOf, readChanged } from '../testing/config-file.ts';
import { ConfigError } from './config-error.ts';
import type { IssuerConfig } from './config.ts';
import type { PresetName } from './presets.ts';
import { PRESET_NAMES } from './presets.ts';
import { readEnvironment } from './read-environment.ts';

type Changes = Record<string, string | undefined>;

/** The environment of a provider that publishes its keys. */
const preset = (name: string, AUTH_ISSUER: string, changes: Changes = {}): Changes =>
  environment({ AUTH_PRESET: name, AUTH_ISSUER, AUTH_SECRET: undefined, ...changes });

async function issuerOf(env: Changes): Promise<IssuerConfig> {
  const [issuer] = (await readEnvironment(env)).issuers;
  assert.ok(issuer);
  return issuer;
}

async function faults(env: Changes): Promise<readonly { setting: string; problem: string }[]> {
  try {
    await readEnvironment(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults;
  }
  return [];
}

const DIRECTORY = '1b0e9c1e-7a3d-4f55-9d0a-0c2f6f1f2a3b';
const plain = {
  require: [],
  refuse: [],
  claims: { identity: ['sub'], name: [['name']], avatar: [['picture']], access: ['voice'], roles: null },
};

interface Expected {
  readonly issuer: string;
  /** null: the preset knows it. */
  readonly audience: string | null;
  readonly becomes: Partial<IssuerConfig>;
  /** Issuers that are not the provider's, or not as it writes them. */
  readonly wrong: readonly string[];
}

const jwks = (url: string, algorithms: readonly string[] = ['RS256']) =>
  ({ kind: 'jwks', url, algorithms }) as const;

const TABLE: Readonly<Record<PresetName, Expected>> = {
  auth0: {
    issuer: 'https://acme.eu.auth0.com/',
    audience: 'https://api.acme.example',
    becomes: {
      audience: { claims: ['aud'], values: ['https://api.acme.example'] },
      keys: jwks('https://acme.eu.auth0.com/.well-known/jwks.json'),
      refuse: [{ path: ['gty'], values: ['client-credentials'] }],
    },
    wrong: [
      'https://acme.eu.auth0.com',
      'http://acme.eu.auth0.com/',
      'acme.eu.auth0.com/',
      'https://acme.eu.auth0.com/x/',
    ],
  },
  clerk: {
    issuer: 'https://clerk.acme.example',
    audience: 'https://app.acme.example http://localhost:3000',
    becomes: {
      audience: { claims: ['azp'], values: ['https://app.acme.example', 'http://localhost:3000'] },
      keys: jwks('https://clerk.acme.example/.well-known/jwks.json'),
      refuse: [{ path: ['sts'], values: ['pending'] }],
    },
    wrong: [
      'https://clerk.acme.example/',
      'https://clerk.acme.example/v1',
      'clerk.acme.example',
      'http://clerk.acme.example',
    ],
  },
  supabase: {
    issuer: 'https://abcdefgh.supabase.co/auth/v1',
    audience: null,
    becomes: {
      audience: { claims: ['aud'], values: ['authenticated'] },
      keys: jwks('https://abcdefgh.supabase.co/auth/v1/.well-known/jwks.json', ['ES256', 'RS256']),
      require: [{ path: ['role'], values: ['authenticated'] }],
      refuse: [{ path: ['is_anonymous'], values: [true] }],
      claims: {
        ...plain.claims,
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
    wrong: ['https://abcdefgh.supabase.co', 'https://abcdefgh.supabase.co/auth/v1/', 'supabase'],
  },
  firebase: {
    issuer: 'https://securetoken.google.com/acme-app',
    audience: null,
    becomes: {
      audience: { claims: ['aud'], values: ['acme-app'] },
      keys: jwks('https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'),
      refuse: [{ path: ['firebase', 'sign_in_provider'], values: ['anonymous'] }],
    },
    wrong: [
      'https://securetoken.google.com/',
      'https://securetoken.google.com.evil.example/acme-app',
      'https://accounts.google.com',
    ],
  },
  keycloak: {
    issuer: 'https://id.acme.example/auth/realms/staff',
    audience: 'voice',
    becomes: {
      audience: { claims: ['aud', 'azp'], values: ['voice'] },
      keys: jwks('https://id.acme.example/auth/realms/staff/protocol/openid-connect/certs'),
      require: [{ path: ['typ'], values: ['Bearer'] }],
      claims: { ...plain.claims, name: [['name'], ['preferred_username']] },
    },
    wrong: [
      'https://id.acme.example',
      'https://id.acme.example/realms/staff/',
      'http://id.acme.example/realms/staff',
    ],
  },
  cognito: {
    issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC123',
    audience: '7k3example',
    becomes: {
      audience: { claims: ['client_id'], values: ['7k3example'] },
      keys: jwks('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC123/.well-known/jwks.json'),
      require: [{ path: ['token_use'], values: ['access'] }],
    },
    wrong: [
      'https://cognito-idp.eu-west-1.amazonaws.com/',
      'https://acme.auth.eu-west-1.amazoncognito.com',
      'https://cognito-idp.evil.example/x',
    ],
  },
  entra: {
    issuer: `https://login.microsoftonline.com/${DIRECTORY}/v2.0`,
    audience: '6a1f0a3c-0000-4000-8000-3c1f0a6a0000',
    becomes: {
      audience: { claims: ['aud'], values: ['6a1f0a3c-0000-4000-8000-3c1f0a6a0000'] },
      keys: jwks(`https://login.microsoftonline.com/${DIRECTORY}/discovery/v2.0/keys`),
      require: [{ path: ['ver'], values: ['2.0'] }],
      refuse: [{ path: ['idtyp'], values: ['app'] }],
      claims: { ...plain.claims, identity: ['oid'] },
    },
    wrong: [
      `https://sts.windows.net/${DIRECTORY}/`,
      `https://login.microsoftonline.com/${DIRECTORY}/`,
      'https://login.microsoftonline.com/common/v2.0',
      'https://login.microsoftonline.com/organizations/v2.0',
    ],
  },
};

for (const name of PRESET_NAMES) {
  const { issuer, audience, becomes, wrong } = TABLE[name];
  const AUTH_AUDIENCE = audience ?? undefined;

  describe(`the preset ${name}`, () => {
    it('sets exactly what differs', async () => {
      assert.deepEqual(await issuerOf(preset(name, issuer, { AUTH_AUDIENCE })), {
        ...plain,
        ...becomes,
        issuer,
        tenant: { kind: 'named', id: 'default' },
        maxLifetime: 2_678_400,
      });
    });

    it('refuses an issuer that cannot be of that provider, with the cure', async () => {
      for (const other of wrong) {
        const told = await faults(preset(name, other, { AUTH_AUDIENCE }));
        assert.deepEqual(
          told.map(({ setting }) => setting),
          ['AUTH_ISSUER'],
          other,
        );
        assert.match(told[0]?.problem ?? '', new RegExp(`^cannot be an issuer of ${name}\\. Set `));
      }
    });

    it('needs an audience unless the provider has one for all', async () => {
      const told = await faults(preset(name, issuer, { AUTH_AUDIENCE: undefined }));
      assert.deepEqual(
        told.map(({ setting }) => setting),
        audience === null ? [] : ['AUTH_AUDIENCE'],
      );
    });

    it('gives way to settings of its own', async () => {
      const own = await issuerOf(
        preset(name, issuer, {
          AUTH_AUDIENCE: 'https://own.example',
          AUTH_JWKS_URL: 'https://own.example/jwks',
          AUTH_ALGORITHMS: 'ES384',
        }),
      );
      assert.deepEqual(own.audience.values, ['https://own.example']);
      assert.deepEqual(own.keys, jwks('https://own.example/jwks', ['ES384']));
    });

    it('lets a development server on this machine be the provider', async () => {
      const local = `http://127.0.0.1:8080${new URL(issuer).pathname}`;
      const { keys } = await issuerOf(preset(name, local, { AUTH_AUDIENCE }));
      assert.ok(keys.kind === 'jwks');
      // Firebase's keys are Google's wherever the emulator runs.
      if (name !== 'firebase') assert.ok(keys.url.startsWith('http://127.0.0.1:8080/'), keys.url);
    });

    it('does not look for keys where a secret is set', async () => {
      const AUTH_SECRET = 'kT3vWq9zLr5mXe7uBc1yHn4sPd8aGf6j';
      const { keys } = await issuerOf(preset(name, issuer, { AUTH_AUDIENCE, AUTH_SECRET }));
      assert.deepEqual(keys, { kind: 'secret', secrets: [AUTH_SECRET], algorithm: 'HS256' });
    });
  });
}

describe('the preset auth0', () => {
  it('takes tokens of people, and none that an app got for itself', async () => {
    const issuer = await issuerOf(preset('auth0', TABLE.auth0.issuer, { AUTH_AUDIENCE: 'voice' }));
    const token = { sub: 'auth0|1', aud: ['voice', 'https://acme.eu.auth0.com/userinfo'], exp: 2_000 };
    for (const gty of [undefined, 'password', ['refresh_token', 'password']])
      checkClaims({ ...token, ...(gty && { gty }) }, issuer, 1_000);
    for (const gty of ['client-credentials', ['client-credentials'], null]) {
      const own = { ...token, sub: 'K1AUPhZq8mRi@clients', aud: 'voice', gty };
      assert.throws(() => checkClaims(own, issuer, 1_000), { reason: 'refused-claim' });
    }
  });
});

describe('a preset in the file', () => {
  const clerk = '"preset": "clerk",';

  it('has its rules beside those of the issuer', async () => {
    const { issuers } = await readChanged([
      [clerk, `${clerk} "refuse": [{ "claim": "act", "values": ["x"] }],`],
    ]);
    assert.deepEqual(issuers[2]?.refuse, [
      { path: ['sts'], values: ['pending'] },
      { path: ['act'], values: ['x'] },
    ]);
  });

  it('loses a rule to one on the same claim, which may also lift it', async () => {
    const replaced = await readChanged([
      [clerk, `${clerk} "refuse": [{ "claim": ["sts"], "values": ["expired"] }],`],
    ]);
    assert.deepEqual(replaced.issuers[2]?.refuse, [{ path: ['sts'], values: ['expired'] }]);
    const lifted = await readChanged([[clerk, `${clerk} "refuse": [{ "claim": "sts", "values": [] }],`]]);
    assert.deepEqual(lifted.issuers[2]?.refuse, []);
  });

  it('loses claims and audience claims one by one', async () => {
    const { issuers } = await readChanged([
      [clerk, `${clerk} "claims": { "name": "full_name" },`],
      ['"audience": ["https://app.example"]', '"audience": { "claim": "aud", "values": ["voice"] }'],
    ]);
    assert.deepEqual(issuers[2]?.claims, { ...plain.claims, name: [['full_name']] });
    assert.deepEqual(issuers[2].audience, { claims: ['aud'], values: ['voice'] });
  });

  it('knows both hosts of Cognito', async () => {
    const cognito = 'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC123';
    const { keys } = await issuerOf(preset('cognito', cognito));
    assert.deepEqual(keys, jwks(`${cognito}/.well-known/jwks.json`));
  });

  it("is told with the line of an issuer that is not the provider's", async () => {
    assert.deepEqual(await faultsOf([[clerk, '"preset": "entra",']]), ['62 issuers[2].issuer']);
  });
});
