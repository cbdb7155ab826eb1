// Broken keys, tokens, callbacks and settings beside a real LiveKit: each is found and cured, and shows nothing secret.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import type { Settings } from '../testing/doctor-setup.ts';
import { assertComplaints, diagnose, serve, soundSettings } from '../testing/doctor-setup.ts';
import { nowSeconds, sign } from '../testing/host-app.ts';
import type { IdentityProvider } from '../testing/identity-provider.ts';
import { startIdentityProvider } from '../testing/identity-provider.ts';
import { answerJson } from '../testing/key-set-endpoint.ts';
import type { TestLiveKit } from '../testing/start-livekit.ts';
import { startLiveKit } from '../testing/start-livekit.ts';

const newSecret = (): string => randomBytes(32).toString('base64url');

describe('doctor on keys, tokens and settings', () => {
  let livekit: TestLiveKit;
  before(async () => void (livekit = await startLiveKit()));
  after(() => livekit.stop());

  async function sound(t: TestContext): Promise<{ settings: Settings; provider: IdentityProvider }> {
    const provider = await startIdentityProvider(t);
    return { settings: soundSettings(livekit, provider), provider };
  }

  /** Requires one fault, under Token, for a token with these claims or header. */
  async function refuses(
    t: TestContext,
    [changes, header = {}]: readonly [Record<string, unknown>, Record<string, unknown>?],
    message: RegExp,
    cure: RegExp,
    more: Settings = {},
  ): Promise<void> {
    const { settings, provider } = await sound(t);
    const token = await provider.sign(changes, header);
    assertComplaints(await diagnose({ ...settings, ...more }, { token }), ['fault', 'Token', message, cure]);
  }

  it('finds a key set that is missing, a web page, redirected, or of no use', async (t) => {
    const { settings, provider } = await sound(t);
    const { answers } = provider;
    const cases = [
      [404, {}, '', /answers 404/, /^Set AUTH_JWKS_URL to the address of the key set itself/],
      [
        200,
        { 'Content-Type': 'text/html' },
        '<html></html>',
        /is a web page \(HTML\)/,
        /AUTH_JWKS_URL.*"jwks_uri"/,
      ],
      [
        302,
        { Location: '/keys' },
        '',
        /redirects to http:.*\/keys, and redir/,
        /^Set AUTH_JWKS_URL to the final address/,
      ],
      [200, {}, '{"keys":[]}', /no key that can verify with .*none at all/, /AUTH_ALGORITHMS.*AUTH_JWKS_URL/],
      [200, {}, 'x'.repeat(300_000), /more than 256 KiB/, /AUTH_JWKS_URL/],
    ] as const;
    for (const [status, headers, body, message, cure] of cases) {
      answers['/jwks'] = (_, response) => response.writeHead(status, headers).end(body);
      assertComplaints(await diagnose(settings), ['fault', 'Keys', message, cure]);
    }
  });

  it('says which keys there are where none fits the algorithms', async (t) => {
    const { settings } = await sound(t);
    assertComplaints(await diagnose({ ...settings, AUTH_ALGORITHMS: 'RS256' }), [
      'fault',
      'Keys',
      /can verify with RS256\. It has: EC P-256 ES256 one\./,
      /^Set AUTH_ALGORITHMS/,
    ]);
    const { lines } = await diagnose(settings);
    assert.ok(
      lines.some(({ area, message }) => area === 'Keys' && message.endsWith('has one key: ES256 one.')),
    );
  });

  it('finds an issuer without the slash at its end, by the discovery document and by a token', async (t) => {
    const { settings, provider } = await sound(t);
    const token = await provider.sign();
    const wrong = { ...settings, AUTH_ISSUER: provider.issuer.slice(0, -1) };
    assertComplaints(
      await diagnose(wrong, { token }),
      [
        'fault',
        'Keys',
        /The provider calls itself http.*\/, and AUTH_ISSUER is/,
        /^Set AUTH_ISSUER to exactly http.*\/ \(mind/,
      ],
      [
        'fault',
        'Token',
        /unknown-issuer.*the slash at the end differs/,
        /^Set AUTH_ISSUER to exactly http.*\/\.$/,
      ],
    );
  });

  it('says of a token whose keys cannot be had where to look', async (t) => {
    const { settings, provider } = await sound(t);
    delete provider.answers['/jwks'];
    assertComplaints(
      await diagnose(settings, { token: await provider.sign() }),
      ['fault', 'Keys', /answers 404/, /AUTH_JWKS_URL/],
      ['fault', 'Token', /keys of http.* cannot be had \(http-status\)/, /See under Keys.*AUTH_JWKS_URL/],
    );
  });

  it('warns of a discovery document that names other keys', async (t) => {
    const { settings, provider } = await sound(t);
    provider.answers['/.well-known/openid-configuration'] = answerJson({
      issuer: provider.issuer,
      jwks_uri: `${provider.issuer}elsewhere`,
    });
    assertComplaints(await diagnose(settings), [
      'warning',
      'Keys',
      /keys are at .*elsewhere/,
      /^Set AUTH_JWKS_URL/,
    ]);
  });

  it('finds a token for another audience, and shows both', (t) =>
    refuses(
      t,
      [{ aud: ['someone-else'], azp: 'web' }],
      /wrong-audience\): aud is \["someone-else"\], azp is "web", and aud must hold "voice-room"/,
      /^Set AUTH_AUDIENCE/,
    ));

  it('finds an expired token, and says for how long', (t) =>
    refuses(t, [{ exp: nowSeconds() - 3600 }], /expired\): it ended 60 min ago/, /^Take a fresh one/));

  it('finds a token that begins in the future, lives too long, or has no end', async (t) => {
    const now = nowSeconds();
    await refuses(
      t,
      [{ nbf: now + 600, exp: now + 900 }],
      /not-yet-valid\): it begins in 10 min \(nbf\)/,
      /clocks/,
    );
    await refuses(
      t,
      [{ exp: now + 86_400 * 90 }],
      /lifetime-too-long\): it lives 90 days, and 31 days/,
      /"maxLifetime"/,
    );
    await refuses(t, [{ exp: undefined }], /time-claims\): it has no end/, /exp as seconds/);
  });

  it('finds a token without the claim voice, and one that is not of its form', async (t) => {
    await refuses(
      t,
      [{ voice: undefined }],
      /no claim "voice".*\(no-claim\)/,
      /"channels".*CHANNEL_ACCESS to all/,
    );
    await refuses(
      t,
      [{ voice: ['general'] }],
      /\["general"\].*\(malformed-claim\)/,
      /CHANNEL_ACCESS is claims/,
    );
    await refuses(t, [{ voice: {} }], /opens no channel/, /write channels into it/);
  });

  it('finds a token of another kind, algorithm, key or identity', async (t) => {
    await refuses(t, [{ cnf: { jkt: 'x' } }], /sender-constrained/, /plain bearer token/);
    await refuses(t, [{ events: {} }], /not-a-bearer-token/, /access token or session token/);
    await refuses(t, [{ video: { roomJoin: true } }], /livekit-token/, /AUTH_ISSUER/);
    await refuses(t, [{ sub: 42 }], /identity\): "sub" is 42/, /AUTH_PRESET/);
    await refuses(
      t,
      [{}, { typ: 'logout+jwt' }],
      /header-not-allowed\).*"logout\+jwt"/,
      /typ is JWT or at\+jwt/,
    );
    await refuses(
      t,
      [{}, { kid: 'two' }],
      /unknown-key\): its key \(kid "two", "ES256"\)/,
      /^Set AUTH_JWKS_URL/,
    );
    const { settings, provider } = await sound(t);
    const shared = await sign({ iss: provider.issuer });
    assertComplaints(await diagnose(settings, { token: shared }), [
      'fault',
      'Token',
      /algorithm-not-allowed\): it is signed with "HS256"/,
      /^Set AUTH_ALGORITHMS .* AUTH_SECRET/,
    ]);
    const forged = `${(await provider.sign()).slice(0, -8)}AAAAAAAA`;
    assertComplaints(await diagnose(settings, { token: forged }), [
      'fault',
      'Token',
      /bad-signature\): no configured key .*"one"/,
      /^Set AUTH_JWKS_URL/,
    ]);
  });

  it('finds the claims that a preset requires and refuses', async (t) => {
    const preset = { AUTH_PRESET: 'supabase', AUTH_AUDIENCE: 'authenticated' };
    const sounder = { aud: 'authenticated', role: 'authenticated' };
    await refuses(
      t,
      [{ ...sounder, role: 'anon' }],
      /(required|refused)-claim\): "role".*"anon"/,
      /AUTH_PRESET/,
      preset,
    );
    await refuses(
      t,
      [{ ...sounder, is_anonymous: true }],
      /refused-claim\): "is_anonymous" is true/,
      /AUTH_PRESET/,
      preset,
    );
  });

  it('finds what is no JWT at all, and reads one with Bearer and line breaks around it', async (t) => {
    const { settings, provider } = await sound(t);
    for (const [token, message] of [
      ['an-opaque-token-of-a-provider', /malformed\): it has 1 parts/],
      ['aaaaaaaa.bbbbbbbb.cccccccc.dddddddd.eeeeeeee', /encrypted \(JWE\)/],
      ['x'.repeat(9000), /has 9000 characters/],
    ] as const)
      assertComplaints(await diagnose(settings, { token }), ['fault', 'Token', message, /./]);
    assertComplaints(
      await diagnose(settings, { token: `Authorization: Bearer ${await provider.sign()}\r\n` }),
    );
  });

  it('says whether one channel opens, and why not', async (t) => {
    const { settings, provider } = await sound(t);
    const token = await provider.sign({ voice: { channels: ['team-*'], listen: ['hall'] } });
    const open = await diagnose(settings, { token, channel: 'hall' });
    assert.ok(
      open.lines.some(
        ({ message }) => message === 'Channel "hall" opens, with the role listener (room voice-hall).',
      ),
    );
    assertComplaints(await diagnose(settings, { token, channel: 'Team-a' }), [
      'fault',
      'Token',
      /Channel "Team-a" does not open: "voice" is .*\(channel-not-listed\)/,
      /letter case counts/,
    ]);
    assertComplaints(await diagnose(settings, { channel: 'hall' }), [
      'fault',
      'Token',
      /needs a sample token/,
      /standard input/,
    ]);
  });

  it('really asks the host app where it decides, and says what came back', async (t) => {
    const { settings, provider } = await sound(t);
    const token = await provider.sign();
    let answer: readonly [number, string] = [200, '{"allow":true,"role":"moderator"}'];
    const host = await serve(t, (_, response) => response.writeHead(answer[0]).end(answer[1]));
    const asked = {
      ...settings,
      CHANNEL_ACCESS: 'callback',
      CHANNEL_ACCESS_URL: `${host}/voice?key=not-to-be-shown`,
      CHANNEL_ACCESS_SECRET: newSecret(),
    };
    const { lines } = await diagnose(asked, { token, channel: 'general' });
    assert.ok(lines.some(({ message }) => message.includes('with the role moderator, as the host app says')));
    assert.ok(!JSON.stringify(lines).includes('not-to-be-shown'));
    for (const [given, message, cure] of [
      [[401, ''], /answers 401.*signature/, /^Set CHANNEL_ACCESS_SECRET/],
      [[200, '{"allow":"yes"}'], /something that is no answer/, /\{"allow": false\}/],
      [[200, '{"allow":false}'], /refuses channel "general"/, /CHANNEL_ACCESS_URL/],
      [[500, ''], /answers 500, and only 200/, /^Set CHANNEL_ACCESS_URL/],
    ] as const) {
      answer = given;
      assertComplaints(await diagnose(asked, { token, channel: 'general' }), [
        'fault',
        'Token',
        message,
        cure,
      ]);
    }
    assertComplaints(await diagnose({ ...asked, CHANNEL_ACCESS_URL: 'http://127.0.0.1:2/' }), [
      'fault',
      'Channel access',
      /nothing listens there/,
      /correct CHANNEL_ACCESS_URL/,
    ]);
  });

  it('finds faults of the settings alone, and tries nothing else', async (t) => {
    const { settings } = await sound(t);
    const known = 'your-256-bit-secret-of-the-tutorial-page';
    const { AUTH_JWKS_URL: _, ...host } = settings;
    for (const [broken, message, cure] of [
      [
        { ...settings, ALLOWED_ORIGINS: 'https://app.example.com/path' },
        /"https:\/\/app\.example\.com\/path"/,
        /^ALLOWED_ORIGINS: Set/,
      ],
      [
        { ...host, AUTH_SECRET: livekit.apiSecret },
        /AUTH_SECRET is also the LiveKit secret/,
        /^AUTH_SECRET: Set a secret of its own/,
      ],
      [{ ...host, AUTH_SECRET: known }, /well-known example secret/, /^AUTH_SECRET: Set a random one/],
    ] as const) {
      const report = await diagnose(broken);
      assertComplaints(report, ['fault', 'Settings', message, cure]);
      assert.equal(report.count.skipped, 1);
      assert.equal(report.count.ok, 0);
    }
  });

  it('looks at origins that let in more than they seem to, and at one that is asked for', async (t) => {
    const { settings } = await sound(t);
    const wide = {
      ...settings,
      LIVEKIT_WS_URL: livekit.url,
      ALLOWED_ORIGINS: 'http://localhost:1,https://*.vercel.app,http://app.example',
    };
    assertComplaints(
      await diagnose(wide, { origin: 'https://app.example' }),
      ['warning', 'Settings', /anyone can have a name below vercel\.app/, /ALLOWED_ORIGINS/],
      ['warning', 'LiveKit for browsers', /visitor's own machine/, /LIVEKIT_WS_URL/],
      ['warning', 'Origins', /http:\/\/app\.example is not encrypted/, /ALLOWED_ORIGINS/],
      [
        'fault',
        'Origins',
        /https:\/\/app\.example may not ask\. http:\/\/app\.example is listed/,
        /^Add https:\/\/app\.example to ALLOWED_ORIGINS/,
      ],
    );
  });

  it('names fields, lines and tenants of a configuration file', async (t) => {
    const { settings, provider } = await sound(t);
    const folder = await mkdtemp(join(tmpdir(), 'voice-room-doctor-'));
    t.after(() => rm(folder, { recursive: true }));
    const path = join(folder, 'config.json');
    const { publicKey } = await generateKeyPair('ES256');
    const file = (tenant: string) => `{
  "defaults": {
    "livekit": { "url": "${livekit.url}", "apiKey": "${livekit.apiKey}", "apiSecret": { "env": "SECRET" } }
  },
  "tenants": [{ "id": "acme" }],
  "issuers": [
    { "issuer": "${provider.issuer}", "audience": "voice-room", "jwksUrl": "${provider.jwksUrl}",
      "tenant": ${tenant} },
    { "issuer": "other", "audience": "voice-room", "tenant": "acme",
      "publicKeys": [${JSON.stringify(JSON.stringify(publicJwk))}] }
  ]
}`;
    const publicJwk = await exportJWK(publicKey);
    const environment = { VOICE_ROOM_CONFIG: path, SECRET: newSecret(), PORT: '0' };
    await writeFile(path, file('{ "claim": ["o", "id"], "prefix": "org-" }'));
    const report = await diagnose(environment, { token: await provider.sign() });
    assertComplaints(
      report,
      ['fault', 'LiveKit', /refuses its secret/, /^Set "livekit\.apiSecret" of tenant acme and 1 more/],
      ['fault', 'LiveKit for browsers', /refuses our tokens/, /"livekit\.url" of tenant acme/],
      [
        'fault',
        'Token',
        /names no tenant: \["o","id"\] is to say which, and "o" is nothing/,
        /"tenant\.claim"/,
      ],
    );
    await writeFile(path, file('"nobody"'));
    assertComplaints(await diagnose({ ...environment, SECRET: settings['LIVEKIT_API_SECRET'] }), [
      'fault',
      'Settings',
      /config\.json:8 issuers\[0\]\.tenant/,
      /^issuers\[0\]\.tenant: /,
    ]);
  });
});
