// Which environments are accepted, and that every fault of the others is told at once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOST_SECRET, ISSUER, LIVEKIT_SECRET, environment } from '../testing/host-app.ts';
import { ConfigError } from './config-error.ts';
import type { ReadFile } from './sources.ts';
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

describe('a complete environment', () => {
  it('becomes one tenant with one issuer and safe defaults', async () => {
    const config = await readEnvironment(environment({ PORT: undefined, ADMIN_PORT: undefined }));
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
      AUTH_AUDIENCE: 'prüfung',
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

  it('include a callback without its address or secret', async () => {
    assert.deepEqual(await faults({ CHANNEL_ACCESS: 'callback' }), [
      'CHANNEL_ACCESS_URL',
      'CHANNEL_ACCESS_SECRET',
    ]);
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
      'This-Is-A-Secret-that-a-tutorial-shows-1',
      'acme_jwt_secret_of_the_development_box',
      'your-api-secret-from-the-livekit-page',
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

describe('the audience', () => {
  it('may be several values parted by spaces', async () => {
    const { issuers } = await readEnvironment(
      environment({ AUTH_AUDIENCE: 'voice-room  https://api.example' }),
    );
    assert.deepEqual(issuers[0]?.audience, {
      claims: ['aud'],
      values: ['voice-room', 'https://api.example'],
    });
  });
});

describe('a callback', () => {
  const secret = 'kT3vWq9zLr5mXe7uBc1yHn4sPd8aGf6j';
  const url = 'https://app.example/voice';
  const callback = { CHANNEL_ACCESS: 'callback', CHANNEL_ACCESS_URL: url };
  const bytes = (count: number): string =>
    Buffer.from(Array.from({ length: count }, (_, index) => (index * 97) % 256)).toString('base64');

  it('has an address and a secret, which may be a text or whsec_ and base64', async () => {
    for (const CHANNEL_ACCESS_SECRET of [secret, `whsec_${bytes(32)}`]) {
      const { tenants, warnings } = await readEnvironment(
        environment({ ...callback, CHANNEL_ACCESS_SECRET }),
      );
      assert.deepEqual(tenants[0]?.channelAccess, { kind: 'callback', url, secret: CHANNEL_ACCESS_SECRET });
      assert.deepEqual(warnings, []);
    }
  });

  it('is refused with a weak secret, one of another purpose, or an address that others can read', async () => {
    for (const weak of [
      'short',
      `whsec_${bytes(24)}`,
      `whsec_${bytes(31)}`,
      `whsec_${secret}=`,
      'whsec_',
      LIVEKIT_SECRET,
    ]) {
      assert.deepEqual(
        await faults({ ...callback, CHANNEL_ACCESS_SECRET: weak }),
        ['CHANNEL_ACCESS_SECRET'],
        weak,
      );
    }
    assert.deepEqual(await faults({ ...callback, CHANNEL_ACCESS_SECRET: HOST_SECRET }), ['AUTH_SECRET']);
    assert.deepEqual(
      await faults({ ...callback, CHANNEL_ACCESS_SECRET: secret, CHANNEL_ACCESS_URL: 'http://app.example' }),
      ['CHANNEL_ACCESS_URL'],
    );
  });

  it('that nobody asks is a warning', async () => {
    const { warnings } = await readEnvironment(
      environment({ CHANNEL_ACCESS_URL: url, CHANNEL_ACCESS_SECRET: secret }),
    );
    assert.deepEqual(warnings, [
      'CHANNEL_ACCESS_URL has no effect: CHANNEL_ACCESS is claims, so no callback is asked.',
      'CHANNEL_ACCESS_SECRET has no effect: CHANNEL_ACCESS is claims, so no callback is asked.',
    ]);
  });
});

describe('the files', () => {
  it('that were read are told, so that a change of one can be seen', async () => {
    const changes = { AUTH_SECRET: undefined, AUTH_SECRET_FILE: '/run/auth', REDIS_URL_FILE: 'redis' };
    const texts: Record<string, string> = { '/run/auth': HOST_SECRET, redis: 'redis://a:b@c' };
    const config = await readEnvironment(environment(changes), async (path) => texts[path] ?? '');
    assert.deepEqual(new Set(config.files), new Set(['/run/auth', 'redis']));
    assert.equal(config.redisUrl, 'redis://a:b@c');
  });
});
