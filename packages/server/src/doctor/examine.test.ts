// Setups over real parts, sound and broken: LiveKit, clocks, Redis, the running server. Each breakage is found and cured.
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Settings } from '../testing/doctor-setup.ts';
import {
  assertComplaints,
  closedPort,
  diagnose,
  serve,
  soundSettings,
  startCommand,
} from '../testing/doctor-setup.ts';
import type { IdentityProvider } from '../testing/identity-provider.ts';
import { startIdentityProvider } from '../testing/identity-provider.ts';
import type { TestLiveKit } from '../testing/start-livekit.ts';
import { startLiveKit } from '../testing/start-livekit.ts';
import { startRedis } from '../testing/start-redis.ts';

const newSecret = (): string => randomBytes(32).toString('base64url');
const TEN_MINUTES = 600_000;

describe('doctor over real parts', () => {
  let livekit: TestLiveKit;
  before(async () => void (livekit = await startLiveKit()));
  after(() => livekit.stop());

  async function sound(t: TestContext): Promise<{ settings: Settings; provider: IdentityProvider }> {
    const provider = await startIdentityProvider(t);
    return { settings: soundSettings(livekit, provider), provider };
  }

  it('finds nothing wrong with a sound setup, and leaves nothing behind in Redis', async (t) => {
    const { settings, provider } = await sound(t);
    const redis = await startRedis(t, { password: newSecret() });
    const whole = { ...settings, REDIS_URL: redis.url };
    const url = await startCommand(t, whole);
    const origin = 'http://localhost:3000';
    const report = await diagnose(whole, { token: await provider.sign(), channel: 'general', url, origin });
    assertComplaints(report);
    assert.deepEqual(report.count, { ok: report.lines.length, warning: 0, fault: 0, skipped: 0 });
    assert.deepEqual(
      [...new Set(report.lines.map(({ area }) => area))],
      [
        'Settings',
        'LiveKit',
        'LiveKit for browsers',
        'Clock',
        'Keys',
        'Token',
        'Origins',
        'Redis',
        'Server',
        'Webhook',
      ],
    );
    assert.deepEqual(
      (await redis.keys()).filter((key) => key.startsWith('voice-room')),
      [],
    );
  });

  it('says what it did not try where there is no token and no address', async (t) => {
    const { settings } = await sound(t);
    const { lines, count } = await diagnose(settings);
    assert.deepEqual([count.fault, count.warning], [0, 0]);
    const skipped = lines.filter(({ level }) => level === 'skipped').map(({ area }) => area);
    assert.deepEqual(skipped, ['Token', 'Server']);
  });

  it('finds a wrong LiveKit secret', async (t) => {
    const { settings } = await sound(t);
    assertComplaints(
      await diagnose({ ...settings, LIVEKIT_API_SECRET: newSecret() }),
      [
        'fault',
        'LiveKit',
        /knows the key .* and refuses its secret/,
        /^Set LIVEKIT_API_SECRET to the secret/,
      ],
      ['fault', 'LiveKit for browsers', /refuses our tokens/, /^Set LIVEKIT_WS_URL and LIVEKIT_API_URL/],
    );
  });

  it('finds a LiveKit key that LiveKit does not have', async (t) => {
    const { settings } = await sound(t);
    const [first] = (await diagnose({ ...settings, LIVEKIT_API_KEY: 'APIstranger' })).lines.filter(
      ({ level }) => level === 'fault',
    );
    assert.match(first?.message ?? '', /does not know the key APIstranger/);
    assert.match(first?.cure ?? '', /^Set LIVEKIT_API_KEY and LIVEKIT_API_SECRET to a pair/);
  });

  it('finds a LiveKit address that nothing listens on', async (t) => {
    const { settings } = await sound(t);
    const port = await closedPort();
    assertComplaints(await diagnose({ ...settings, LIVEKIT_API_URL: `http://127.0.0.1:${port}` }), [
      'fault',
      'LiveKit',
      /refused the connection: nothing listens there/,
      /correct LIVEKIT_API_URL\.$/,
    ]);
  });

  it('finds an HTTP server that is not LiveKit, at either address', async (t) => {
    const { settings } = await sound(t);
    const page = await serve(t, (_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<html></html>'),
    );
    assertComplaints(await diagnose({ ...settings, LIVEKIT_API_URL: page }), [
      'fault',
      'LiveKit',
      /answers LiveKit's API without JSON.*not LiveKit/,
      /^Set LIVEKIT_API_URL to the address where LiveKit itself listens/,
    ]);
    const missing = await serve(t, (_, response) => response.writeHead(404).end());
    assertComplaints(await diagnose({ ...settings, LIVEKIT_WS_URL: missing.replace('http', 'ws') }), [
      'fault',
      'LiveKit for browsers',
      /answers 404 where LiveKit checks tokens/,
      /^Set LIVEKIT_WS_URL to LiveKit's own address/,
    ]);
  });

  it('finds that browsers are sent to another LiveKit than the server asks', async (t) => {
    const { settings } = await sound(t);
    const other = await startLiveKit(t);
    assertComplaints(await diagnose({ ...settings, LIVEKIT_WS_URL: other.url }), [
      'fault',
      'LiveKit for browsers',
      /the LiveKit there has another key pair/,
      /^Set LIVEKIT_WS_URL and LIVEKIT_API_URL to one and the same LiveKit/,
    ]);
  });

  it('finds plain HTTP behind an address with TLS', async (t) => {
    const { settings } = await sound(t);
    assertComplaints(
      await diagnose({ ...settings, LIVEKIT_API_URL: livekit.httpUrl.replace('http', 'https') }),
      ['fault', 'LiveKit', /does not speak TLS/, /other scheme.*LIVEKIT_API_URL/],
    );
  });

  it('finds a proxy in front of LiveKit that does not pass on WebSockets', async (t) => {
    const { settings } = await sound(t);
    const proxy = await serve(t, forwardTo(livekit.httpUrl));
    assertComplaints(await diagnose({ ...settings, LIVEKIT_WS_URL: proxy.replace('http', 'ws') }), [
      'warning',
      'LiveKit for browsers',
      /does not take WebSockets/,
      /pass on Upgrade and Connection.*|LIVEKIT_WS_URL/,
    ]);
  });

  it('warns of an address for browsers that only this machine has, and of pages that must not use it', async (t) => {
    const { settings } = await sound(t);
    assertComplaints(await diagnose({ ...settings, ALLOWED_ORIGINS: 'https://app.example.com' }), [
      'warning',
      'LiveKit for browsers',
      /each visitor's own machine/,
      /^Set LIVEKIT_WS_URL/,
    ]);
  });

  it('finds the clock of one server that is ten minutes off, and its own where all others agree', async (t) => {
    const { settings, provider } = await sound(t);
    const { answers } = provider;
    const keys = answers['/jwks'];
    answers['/jwks'] = (incoming, response) => {
      response.setHeader('Date', new Date(Date.now() - TEN_MINUTES).toUTCString());
      keys?.(incoming, response);
    };
    const off = await diagnose(settings);
    assertComplaints(off, [
      'fault',
      'Clock',
      /clock of http.*\/jwks is 10 min behind the others/,
      /machine of http.*jwks \(NTP\)/,
    ]);

    if (keys !== undefined) answers['/jwks'] = keys;
    assertComplaints(
      await diagnose(settings, { outside: { now: () => Date.now() + TEN_MINUTES } }),
      [
        'fault',
        'LiveKit for browsers',
        /refuses tokens of this moment/,
        /clocks.*LIVEKIT_WS_URL is not to blame/,
      ],
      [
        'fault',
        'Clock',
        /clock of this machine is 10 min ahead of all others/,
        /clock of this machine \(NTP\)/,
      ],
    );
    assertComplaints(await diagnose(settings, { outside: { now: () => Date.now() - 20_000 } }), [
      'warning',
      'Clock',
      /clock of this machine is (19|20|21) s behind all others/,
      /clock of this machine \(NTP\)/,
    ]);
  });

  it('warns of an address that browsers block on https pages', async (t) => {
    const { settings } = await sound(t);
    const mixed = {
      ...settings,
      LIVEKIT_WS_URL: 'ws://livekit.invalid',
      ALLOWED_ORIGINS: 'https://app.example',
    };
    assertComplaints(
      await diagnose(mixed),
      ['warning', 'LiveKit for browsers', /mixed content/, /LIVEKIT_WS_URL to its wss: address/],
      ['fault', 'LiveKit for browsers', /DNS|in time/, /LIVEKIT_WS_URL/],
    );
  });

  it('finds a wrong Redis password, a Redis that is not there, and a database that it does not have', async (t) => {
    const { settings } = await sound(t);
    const redis = await startRedis(t, { password: 'the-right-one' });
    const wrong = redis.url.replace('the-right-one', 'another-password');
    assertComplaints(await diagnose({ ...settings, REDIS_URL: wrong }), [
      'fault',
      'Redis',
      /refuses the password/,
      /^Write the right user name and password into REDIS_URL/,
    ]);
    assertComplaints(await diagnose({ ...settings, REDIS_URL: `redis://127.0.0.1:${await closedPort()}` }), [
      'fault',
      'Redis',
      /nothing listens there/,
      /correct REDIS_URL/,
    ]);
    assertComplaints(await diagnose({ ...settings, REDIS_URL: `${redis.url}/99` }), [
      'fault',
      'Redis',
      /no such database/,
      /database .* REDIS_URL/,
    ]);
    redis.freeze();
    assertComplaints(await diagnose({ ...settings, REDIS_URL: redis.url }, { outside: { patience: 300 } }), [
      'fault',
      'Redis',
      /did not answer in time/,
      /REDIS_URL/,
    ]);
    redis.thaw();
  });

  it('finds a server that runs with another LiveKit key and other origins', async (t) => {
    const { settings } = await sound(t);
    const url = await startCommand(t, {
      ...settings,
      LIVEKIT_API_SECRET: newSecret(),
      ALLOWED_ORIGINS: 'https://elsewhere.example',
    });
    assertComplaints(
      await diagnose(settings, { url }),
      [
        'fault',
        'Server',
        /pages of http:\/\/localhost:3000 answers 403/,
        /^Restart the server with ALLOWED_ORIGINS/,
      ],
      ['fault', 'Webhook', /refuses webhooks of the key/, /LIVEKIT_API_KEY and LIVEKIT_API_SECRET/],
    );
  });

  it('finds a proxy that has no way to the webhook, and one that the server was not told of', async (t) => {
    const { settings } = await sound(t);
    const url = await startCommand(t, settings);
    const pass = forwardTo(url);
    const proxy = await serve(t, (incoming, response) => {
      if (incoming.url?.endsWith('/webhook')) response.writeHead(404).end();
      else pass(incoming, response);
    });
    assertComplaints(
      await diagnose(settings, { url: proxy }),
      ['warning', 'Server', /does not know itself as http.*TRUST_PROXY is 0/, /^Set TRUST_PROXY/],
      ['fault', 'Webhook', /answers 404 to a webhook/, /^Let the proxy pass on POST \/api\/livekit\/webhook/],
    );
  });

  it('finds that the server believes what visitors say of proxies', async (t) => {
    const { settings } = await sound(t);
    const trusting = { ...settings, TRUST_PROXY: '1' };
    const url = await startCommand(t, trusting);
    assertComplaints(await diagnose(trusting, { url }), [
      'warning',
      'Server',
      /believes an X-Forwarded-Host that a visitor wrote/,
      /^Set TRUST_PROXY to the number of proxies/,
    ]);
  });

  it('finds a redirection in front of the server, and another program', async (t) => {
    const { settings } = await sound(t);
    const moved = await serve(t, (_, response) =>
      response.writeHead(308, { Location: 'https://voice.example/' }).end(),
    );
    const { lines } = await diagnose(settings, { url: moved });
    const server = lines.filter(({ area, level }) => level === 'fault' && /Server|Webhook/.test(area));
    assert.match(server[0]?.message ?? '', /redirects to https:\/\/voice\.example\//);
    assert.match(server.at(-1)?.message ?? '', /webhook redirects to https:\/\/voice\.example\//);
    assert.match(server.at(-1)?.cure ?? '', /"webhook\.urls"/);
    const strange = await serve(t, (_, response) => response.end('hello'));
    const [first] = (await diagnose(settings, { url: strange })).lines.filter(
      ({ area }) => area === 'Server',
    );
    assert.match(first?.message ?? '', /healthz answers 200, and not as this server does/);
  });

  it('tells the faults of one part beside the soundness of all others, and ends in time where nobody answers', async (t) => {
    const { settings } = await sound(t);
    const silent = await serve(t, () => {});
    const started = performance.now();
    const report = await diagnose(
      { ...settings, LIVEKIT_API_URL: silent, REDIS_URL: silent.replace('http', 'redis') },
      { outside: { patience: 500 } },
    );
    assert.ok(performance.now() - started < 5_000);
    const areas = report.lines.filter(({ level }) => level === 'fault').map(({ area }) => area);
    assert.deepEqual(areas, ['LiveKit', 'Redis']);
    assert.ok(report.lines.some(({ level, area }) => area === 'Keys' && level === 'ok'));
  });
});

/** A proxy that passes on requests, not upgrades, under its own name. */
function forwardTo(target: string): Parameters<typeof serve>[1] {
  return (incoming, response) => {
    const { upgrade: _upgrade, connection: _connection, ...headers } = incoming.headers;
    const asked = request(`${target}${incoming.url ?? ''}`, {
      method: incoming.method,
      headers: { ...headers, host: new URL(target).host },
    });
    asked.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(asked);
  };
}
