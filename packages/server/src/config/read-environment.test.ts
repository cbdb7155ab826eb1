// Which environments are accepted, and that every fault of the others is told at once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { HOST_SECRET, ISSUER, LIVEKIT_SECRET, environment } from '../testing/host-app.ts';
import { ConfigError } from './config-error.ts';
import type { ReadFile } from './read-environment.ts';
import { readEnvironment } from './read-environment.ts';

type Changes = Record<string, string | undefined>;

async function faults(changes: Changes, readFile?: ReadFile): Promise<readonly string[]> {
  try {
    await readEnvironment(environment(changes), readFile);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    for (const secret of [HOST_SECRET, LIVEKIT_SECRET])
      assert.ok(!error.message.includes(secret), 'no secret is told');
    for (const { problem } of error.faults)
      assert.match(problem, /\. \S.*\.$/s, 'says what is wrong and what to set');
    return error.faults.map(({ setting }) => setting);
  }
  return [];
}

/** What the first (or only) key may be used with. */
async function algorithmsOf(changes: Changes): Promise<readonly string[] | undefined> {
  const keys = (await readEnvironment(environment(changes))).issuers[0]?.keys;
  if (keys?.kind === 'public-key') return keys.keys[0]?.algorithms;
  return keys?.kind === 'jwks' ? keys.algorithms : undefined;
}

describe('a complete environment', () => {
  it('becomes one tenant with one issuer and safe defaults', async () => {
    const config = await readEnvironment(environment({ PORT: undefined }));
    assert.deepEqual(config, {
      tenants: [
        {
          id: 'default',
          roomNaming: 'plain',
          livekit: {
            apiKey: 'APItestkey',
            apiSecret: LIVEKIT_SECRET,
            wsUrl: 'wss://livekit.example',
            apiUrl: 'https://livekit.example',
          },
          channelAccess: { kind: 'claims' },
          origins: [],
          limits: { tenant: null, subject: { requests: 60, seconds: 60 } },
        },
      ],
      issuers: [
        {
          issuer: ISSUER,
          audience: { claims: ['aud'], values: ['voice-room'] },
          tenant: { kind: 'named', id: 'default' },
          keys: { kind: 'secret', secrets: [HOST_SECRET], algorithm: 'HS256' },
          require: [],
          refuse: [],
          claims: {
            identity: ['sub'],
            name: [['name']],
            avatar: [['picture']],
            access: ['voice'],
            roles: null,
          },
          maxLifetime: 2_678_400,
        },
      ],
      limits: { address: { requests: 600, seconds: 60 } },
      trustProxy: 0,
      listen: { host: '127.0.0.1', port: 8787 },
      admin: { host: '127.0.0.1', port: 9464 },
      redisUrl: null,
      logLevel: 'info',
      assetsDir: null,
      files: [],
      warnings: [],
    });
  });

  it('is frozen all the way down', async () => {
    const config = await readEnvironment(environment());
    const check = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      assert.ok(Object.isFrozen(value));
      Object.values(value).forEach(check);
    };
    check(config);
  });

  it('may name LiveKit by LIVEKIT_URL, and another address for the server', async () => {
    const changes = {
      LIVEKIT_WS_URL: undefined,
      LIVEKIT_URL: 'wss://a.example',
      LIVEKIT_API_URL: 'ws://livekit:7880',
    };
    const [tenant] = (await readEnvironment(environment(changes))).tenants;
    assert.equal(tenant?.livekit.wsUrl, 'wss://a.example');
    assert.equal(tenant?.livekit.apiUrl, 'http://livekit:7880');
    assert.deepEqual(await faults({ LIVEKIT_URL: 'wss://livekit.example' }), [], 'both and equal');
    assert.deepEqual(await faults({ LIVEKIT_URL: 'wss://b.example' }), ['LIVEKIT_WS_URL']);
  });

  it('treats the empty text as unset', async () => {
    assert.deepEqual(await faults({ ALLOWED_ORIGINS: '', AUTH_JWKS_URL: '', REDIS_URL: '', PORT: '' }), []);
  });

  it('may turn each limit off or set it', async () => {
    const { limits, tenants } = await readEnvironment(
      environment({ RATE_LIMIT_ADDRESS: 'off', RATE_LIMIT_SUBJECT: '5/10' }),
    );
    assert.deepEqual(limits, { address: null });
    assert.deepEqual(tenants[0]?.limits, { tenant: null, subject: { requests: 5, seconds: 10 } });
  });
});

describe('faults', () => {
  it('are told all at once, each with its variable', async () => {
    const changes = {
      LIVEKIT_API_KEY: undefined,
      LIVEKIT_API_SECRET: 'secret',
      LIVEKIT_WS_URL: 'livekit.example',
      AUTH_ISSUER: undefined,
      AUTH_AUDIENCE: 'two words',
      AUTH_SECRET: 'short',
      AUTH_ALGORITHMS: 'none',
      CHANNEL_ACCESS: 'everyone',
      ALLOWED_ORIGINS: 'https://ok.example,*,https://a.example/path',
      HOST: 'a b',
      PORT: '65536',
      ADMIN_HOST: '/',
      ADMIN_PORT: 'x',
      TRUST_PROXY: 'true',
      RATE_LIMIT_ADDRESS: '600',
      RATE_LIMIT_SUBJECT: '0/60',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'x',
      GUEST_CHANNELS: 'lobby *-help',
      AUTH_PRESET: 'okta',
      CHANNEL_ACCESS_URL: 'http://app.example',
      CHANNEL_ACCESS_SECRET: 'short',
    };
    const told = await faults(changes);
    assert.deepEqual(new Set(told), new Set(Object.keys(changes)));
    assert.equal(told.filter((name) => name === 'ALLOWED_ORIGINS').length, 2, 'one for each wrong origin');
  });

  it('name everything that must be set in an empty environment', async () => {
    await assert.rejects(readEnvironment({}), (error) => {
      assert.ok(error instanceof ConfigError);
      const names = error.faults.map(({ setting }) => setting);
      assert.deepEqual(
        new Set(names),
        new Set([
          'LIVEKIT_WS_URL',
          'LIVEKIT_API_KEY',
          'LIVEKIT_API_SECRET',
          'AUTH_ISSUER',
          'AUTH_AUDIENCE',
          'AUTH_JWKS_URL',
        ]),
      );
      return true;
    });
  });

  it('include a setting of a later version that cannot be obeyed and must not be passed over', async () => {
    assert.deepEqual(await faults({ VOICE_ROOM_CONFIG: 'tenants.json' }), ['VOICE_ROOM_CONFIG']);
    assert.deepEqual(await faults({ CHANNEL_ACCESS: 'callback' }), ['CHANNEL_ACCESS']);
  });
});

describe('a secret', () => {
  it('is refused when short, well known, repeated or a run', async () => {
    const weak = [
      'x'.repeat(31),
      'x'.repeat(64),
      'abcabcab'.repeat(8),
      'abcdefghijklmnopqrstuvwxyz0123456789',
      'your-256-bit-secret-your-256-bit-secret!',
      'a-string-secret-at-least-256-bits-long',
      'super-secret-jwt-token-with-at-least-32-characters-long',
      'please-CHANGEME-before-production-use-1',
      '0123456789abcdef0123456789abcdef',
    ];
    for (const AUTH_SECRET of weak)
      assert.deepEqual(await faults({ AUTH_SECRET }), ['AUTH_SECRET'], AUTH_SECRET);
    assert.deepEqual(await faults({ LIVEKIT_API_SECRET: 'x'.repeat(40) }), ['LIVEKIT_API_SECRET']);
  });

  it('may not be the LiveKit secret, nor AUTH_ISSUER the LiveKit key', async () => {
    assert.deepEqual(await faults({ AUTH_SECRET: LIVEKIT_SECRET }), ['AUTH_SECRET']);
    assert.deepEqual(await faults({ AUTH_ISSUER: 'APItestkey' }), ['AUTH_ISSUER']);
  });

  it('of HS512 must be 64 bytes', async () => {
    assert.deepEqual(await faults({ AUTH_ALGORITHMS: 'HS512' }), ['AUTH_SECRET']);
    assert.deepEqual(
      await faults({ AUTH_ALGORITHMS: 'HS512', AUTH_SECRET: `${HOST_SECRET}${LIVEKIT_SECRET}` }),
      [],
    );
  });

  it('may come from a file, without the line break at its end', async () => {
    const changes = { AUTH_SECRET: undefined, AUTH_SECRET_FILE: '/run/secrets/auth' };
    const config = await readEnvironment(environment(changes), (path) => {
      assert.equal(path, '/run/secrets/auth');
      return `${HOST_SECRET}\n`;
    });
    assert.deepEqual(config.issuers[0]?.keys, { kind: 'secret', secrets: [HOST_SECRET], algorithm: 'HS256' });
  });

  it('may not come from both places, an unreadable file, or an empty one', async () => {
    const unreadable = (): string => {
      throw new Error('ENOENT');
    };
    assert.deepEqual(await faults({ AUTH_SECRET_FILE: 'x' }, () => HOST_SECRET), ['AUTH_SECRET']);
    assert.deepEqual(await faults({ AUTH_SECRET: undefined, AUTH_SECRET_FILE: 'x' }, unreadable), [
      'AUTH_SECRET_FILE',
    ]);
    assert.ok(
      (await faults({ AUTH_SECRET: undefined, AUTH_SECRET_FILE: 'x' }, () => '\n')).includes(
        'AUTH_SECRET_FILE',
      ),
    );
    assert.deepEqual(
      await faults({ LIVEKIT_API_SECRET: undefined, LIVEKIT_API_SECRET_FILE: 'x' }, unreadable),
      ['LIVEKIT_API_SECRET_FILE'],
    );
  });
});

describe('the key source', () => {
  const key = (value: string, more: Changes = {}): Changes => ({
    AUTH_SECRET: undefined,
    AUTH_PUBLIC_KEY: value,
    ...more,
  });
  const jwks = (AUTH_JWKS_URL: string, more: Changes = {}): Changes => ({
    AUTH_SECRET: undefined,
    AUTH_JWKS_URL,
    ...more,
  });

  it('is exactly one', async () => {
    assert.deepEqual(await faults({ AUTH_SECRET: undefined }), ['AUTH_JWKS_URL']);
    assert.deepEqual(await faults({ AUTH_JWKS_URL: 'https://id.example/jwks' }), ['AUTH_JWKS_URL']);
  });

  it('may be a key set over https, or over http on this machine only', async () => {
    for (const url of [
      'https://id.example/jwks?v=1',
      'http://localhost:1/jwks',
      'http://127.0.0.2/jwks',
      'http://[::1]:9/',
    ]) {
      assert.deepEqual(await faults(jwks(url)), [], url);
    }
    for (const url of [
      'http://id.example/jwks',
      'http://127.0.0.1.evil.example/',
      'http://localhost.evil.example/',
      'https://user:pass@id.example/',
      'file:///etc/passwd',
      'id.example',
    ]) {
      assert.deepEqual(await faults(jwks(url)), ['AUTH_JWKS_URL'], url);
    }
  });

  it('never mixes symmetric and public-key algorithms', async () => {
    assert.deepEqual(await faults({ AUTH_ALGORITHMS: 'RS256' }), ['AUTH_ALGORITHMS']);
    assert.deepEqual(await faults({ AUTH_ALGORITHMS: 'HS256 HS512' }), ['AUTH_ALGORITHMS']);
    for (const list of ['HS256', 'RS256,HS256']) {
      assert.deepEqual(await faults(jwks('https://id.example/jwks', { AUTH_ALGORITHMS: list })), [
        'AUTH_ALGORITHMS',
      ]);
    }
    assert.deepEqual(
      await algorithmsOf(jwks('https://id.example/jwks', { AUTH_ALGORITHMS: 'RS256, ES256' })),
      ['RS256', 'ES256'],
    );
    assert.ok(!(await algorithmsOf(jwks('https://id.example/jwks')))?.includes('HS256'));
  });

  it('refuses private, symmetric, weak, foreign and unreadable keys', async () => {
    const rsa = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(rsa.publicKey);
    const pem = await exportSPKI(rsa.publicKey);
    const bad = [
      await exportPKCS8(rsa.privateKey),
      JSON.stringify(await exportJWK(rsa.privateKey)),
      JSON.stringify({ kty: 'oct', k: HOST_SECRET }),
      JSON.stringify({ keys: [jwk] }),
      JSON.stringify({ ...jwk, use: 'enc' }),
      JSON.stringify({ ...jwk, alg: 'HS256' }),
      JSON.stringify({ ...jwk, e: 'AQ' }),
      JSON.stringify({ ...jwk, n: jwk.n?.slice(0, 171) }),
      JSON.stringify({ kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' }),
      JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }),
      JSON.stringify({ kty: '__proto__' }),
      '{}',
      '{',
      'key',
      pem.slice(0, 200),
      pem.replaceAll('PUBLIC KEY', 'CERTIFICATE'),
    ];
    for (const text of bad) assert.deepEqual(await faults(key(text)), ['AUTH_PUBLIC_KEY'], text.slice(0, 60));
    assert.deepEqual(await faults(key(pem.replaceAll('\n', '\\n'))), [], 'PEM on one line');
  });

  it('binds one key to one algorithm', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const pem = await exportSPKI(publicKey);
    assert.deepEqual(await algorithmsOf(key(pem)), ['RS256']);
    assert.deepEqual(await algorithmsOf(key(pem, { AUTH_ALGORITHMS: 'PS256' })), ['PS256']);
    assert.deepEqual(await faults(key(pem, { AUTH_ALGORITHMS: 'RS256 PS256' })), ['AUTH_PUBLIC_KEY']);
    assert.deepEqual(await faults(key(pem, { AUTH_ALGORITHMS: 'ES256' })), ['AUTH_PUBLIC_KEY']);
    const ed = await exportSPKI((await generateKeyPair('Ed25519', { extractable: true })).publicKey);
    assert.deepEqual(await algorithmsOf(key(ed)), ['EdDSA', 'Ed25519']);
  });
});
