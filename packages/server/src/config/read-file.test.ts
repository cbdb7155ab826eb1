// What a configuration file becomes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { SECRETS, faultsOf, fileEnvironment, readChanged } from '../testing/config-file.ts';
import { readConfig } from './read-config.ts';

const shared = {
  apiKey: 'APIshared',
  apiSecret: 'Xk2mV9bQ7wRt4yLs6nHp1cJd8gFz5aUe',
  wsUrl: 'wss://shared.example',
  apiUrl: 'https://shared.example',
};
const APP = [{ kind: 'exact', origin: 'https://app.example' }];

describe('a configuration file', () => {
  it('becomes tenants, each with what it says and the rest from the defaults', async () => {
    const { tenants } = await readChanged();
    assert.deepEqual(tenants, [
      {
        id: 'acme',
        roomNaming: 'tenant',
        livekit: {
          apiKey: 'APIacme',
          apiSecret: SECRETS.ACME_LIVEKIT_SECRET,
          wsUrl: 'wss://acme.example',
          apiUrl: 'http://acme-internal:7880',
        },
        channelAccess: {
          kind: 'callback',
          url: 'https://acme.example/voice',
          secret: SECRETS.ACME_CALLBACK_SECRET,
        },
        origins: [
          { kind: 'exact', origin: 'https://acme.example' },
          { kind: 'subdomains', scheme: 'https:', suffix: '.acme.example', port: '' },
        ],
        limits: { tenant: null, subject: { requests: 10, seconds: 60 } },
      },
      {
        id: 'globex',
        roomNaming: 'tenant',
        livekit: shared,
        channelAccess: { kind: 'all' },
        origins: APP,
        limits: { tenant: { requests: 6000, seconds: 60 }, subject: { requests: 10, seconds: 60 } },
      },
    ]);
  });

  it('becomes issuers, each with what it says and the rest from its preset', async () => {
    const { issuers } = await readChanged();
    const defaults = {
      identity: ['sub'],
      name: [['name']],
      avatar: [['picture']],
      access: ['voice'],
      roles: null,
    };
    assert.deepEqual(issuers, [
      {
        issuer: 'https://acme.eu.auth0.com/',
        audience: { claims: ['aud'], values: ['voice'] },
        tenant: { kind: 'named', id: 'acme' },
        keys: { kind: 'jwks', url: 'https://acme.eu.auth0.com/.well-known/jwks.json', algorithms: ['RS256'] },
        require: [],
        refuse: [{ path: ['gty'], values: ['client-credentials'] }],
        claims: defaults,
        maxLifetime: 2_678_400,
      },
      {
        issuer: 'partner',
        audience: { claims: ['azp', 'client_id'], values: ['one', 'two'] },
        tenant: { kind: 'named', id: 'globex' },
        keys: {
          kind: 'secret',
          secrets: [SECRETS.PARTNER_SECRET_NEXT, SECRETS.PARTNER_SECRET],
          algorithm: 'HS256',
        },
        require: [{ path: ['token_use'], values: ['access'] }],
        refuse: [{ path: ['act', 'sub'], values: [true] }],
        claims: {
          identity: ['https://partner.example/user.id'],
          name: [['profile', 'name'], ['name']],
          avatar: [['profile', 'picture']],
          access: ['app', 'voice'],
          roles: { path: ['cognito:groups'], moderator: ['admin'], speaker: [], listener: [] },
        },
        maxLifetime: 3600,
      },
      {
        issuer: 'https://clerk.example',
        audience: { claims: ['azp'], values: ['https://app.example'] },
        tenant: {
          kind: 'claim',
          path: ['o', 'id'],
          prefix: 'org-',
          known: [{ value: 'org_2abc', tenant: 'acme' }],
          settings: {
            livekit: shared,
            channelAccess: { kind: 'all' },
            origins: APP,
            limits: { tenant: { requests: 6000, seconds: 60 }, subject: { requests: 10, seconds: 60 } },
          },
        },
        keys: { kind: 'jwks', url: 'https://clerk.example/.well-known/jwks.json', algorithms: ['RS256'] },
        require: [],
        refuse: [{ path: ['sts'], values: ['pending'] }],
        claims: defaults,
        maxLifetime: 2_678_400,
      },
    ]);
  });

  it('leaves to the environment what belongs to the process', async () => {
    const config = await readChanged([['"limits": { "subject": "10/60" }', '"limits": {}']], {
      env: {
        PORT: '99',
        TRUST_PROXY: '1',
        RATE_LIMIT_ADDRESS: 'off',
        RATE_LIMIT_SUBJECT: '7/10',
        REDIS_URL: 'redis://r',
      },
    });
    assert.deepEqual([config.listen.port, config.trustProxy, config.redisUrl], [99, 1, 'redis://r']);
    assert.equal(config.limits.address, null);
    assert.deepEqual(config.tenants[1]?.limits.subject, { requests: 7, seconds: 10 });
    assert.deepEqual(await faultsOf([], { env: { PORT: 'x', LOG_LEVEL: 'loud' } }), ['PORT', 'LOG_LEVEL']);
  });

  it('is frozen all the way down', async () => {
    const check = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      assert.ok(Object.isFrozen(value));
      Object.values(value).forEach(check);
    };
    check(await readChanged());
  });

  it('warns of a variable that has no effect beside it, unless the file names it', async () => {
    const env = {
      AUTH_ISSUER: 'x',
      AUTH_SECRET_FILE: 'x',
      GUEST_CHANNELS: 'lobby',
      LIVEKIT_API_SECRET: 'Xk2mV9bQ7wRt4yLs6nHp1cJd8gFz5aUe',
    };
    const { warnings } = await readChanged([['SHARED_LIVEKIT_SECRET', 'LIVEKIT_API_SECRET']], { env });
    assert.deepEqual(
      new Set(warnings),
      new Set(
        ['AUTH_ISSUER', 'AUTH_SECRET_FILE', 'GUEST_CHANNELS'].map(
          (name) => `${name} has no effect: VOICE_ROOM_CONFIG is set.`,
        ),
      ),
    );
  });

  it('warns of a tenant that no issuer leads to', async () => {
    const { warnings } = await readChanged([
      ['{\n      "id": "globex"', '{ "id": "initech" },\n    {\n      "id": "globex"'],
    ]);
    assert.deepEqual(warnings, ['The tenant initech has no effect: no issuer leads to it.']);
  });

  it('may list no tenants at all', async () => {
    const text = JSON.stringify({
      defaults: {
        livekit: { url: 'wss://a.example', apiKey: 'APIa', apiSecret: { env: 'ACME_LIVEKIT_SECRET' } },
      },
      issuers: [
        { issuer: 'https://a.auth0.com/', preset: 'auth0', audience: 'x', tenant: { claim: 'org_id' } },
      ],
    });
    const config = await readConfig(fileEnvironment(), () => text);
    assert.deepEqual(config.tenants, []);
    assert.equal(config.issuers[0]?.tenant.kind, 'claim');
  });

  it('may begin with a byte order mark, as some editors write it', async () => {
    await readChanged([['{\n  "$schema"', '\uFEFF{\n  "$schema"']]);
  });
});

describe('the files', () => {
  it('beside the configuration are found from its folder, and told', async () => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    const partner =
      '"secrets": [{ "env": "PARTNER_SECRET_NEXT" }, { "env": "PARTNER_SECRET" }],\n      "algorithms": ["HS256"]';
    const pem = await exportSPKI(publicKey);
    const jwk = JSON.stringify({ ...(await exportJWK(publicKey)), kid: 'inline' });
    const config = await readChanged(
      [
        ['{ "env": "ACME_LIVEKIT_SECRET" }', '{ "file": "../run/acme" }'],
        ['{ "env": "ACME_CALLBACK_SECRET" }', '{ "file": "/run/callback" }'],
        [partner, `"publicKeys": [{ "file": "keys.pem" }, ${jwk}, ${JSON.stringify(pem)}]`],
      ],
      {
        env: { REDIS_URL_FILE: 'redis' },
        files: {
          'etc/../run/acme': `${SECRETS.ACME_LIVEKIT_SECRET}\n`,
          '/run/callback': SECRETS.ACME_CALLBACK_SECRET,
          'etc/keys.pem': pem,
          redis: 'redis://r',
        },
      },
    );
    assert.equal(config.tenants[0]?.livekit.apiSecret, SECRETS.ACME_LIVEKIT_SECRET);
    const keys = config.issuers[1]?.keys;
    assert.equal(keys?.kind === 'public-key' && keys.keys.length, 3);
    assert.deepEqual(config.files, [
      'etc/config.json',
      'redis',
      'etc/../run/acme',
      '/run/callback',
      'etc/keys.pem',
    ]);
    assert.equal(config.redisUrl, 'redis://r', 'a path in the environment does not begin at the folder');
  });

  it('on a drive or a share of Windows stay where they are', async () => {
    const paths: string[] = [];
    const text = JSON.stringify({
      defaults: {
        livekit: { url: 'wss://a.example', apiKey: { file: 'C:\\run\\key' }, apiSecret: { file: 'secret' } },
      },
      issuers: [
        { issuer: 'https://a.auth0.com/', preset: 'auth0', audience: 'x', tenant: { claim: 'org_id' } },
      ],
    });
    await readConfig({ VOICE_ROOM_CONFIG: 'D:\\voice\\config.json' }, (path) => {
      paths.push(path);
      return path.endsWith('.json') ? text : path.endsWith('key') ? 'APIa' : SECRETS.ACME_LIVEKIT_SECRET;
    });
    assert.deepEqual(paths, ['D:\\voice\\config.json', 'C:\\run\\key', 'D:\\voice\\secret']);
  });

  it('that cannot be read, or are empty, are faults', async () => {
    assert.deepEqual(await faultsOf([], { env: { VOICE_ROOM_CONFIG: 'missing' } }), ['VOICE_ROOM_CONFIG']);
    const change = ['{ "env": "ACME_LIVEKIT_SECRET" }', '{ "file": "acme" }'] as const;
    assert.deepEqual(await faultsOf([change]), ['19 tenants[0].livekit.apiSecret']);
    assert.deepEqual(await faultsOf([change], { files: { 'etc/acme': '\n' } }), [
      '19 tenants[0].livekit.apiSecret',
    ]);
  });
});
