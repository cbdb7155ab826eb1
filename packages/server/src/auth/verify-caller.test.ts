// Which tokens are believed: sound ones of every algorithm, and none of the known attacks.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { AccessToken } from 'livekit-server-sdk';
import { PUBLIC_ALGORITHMS } from '../config/algorithms.ts';
import {
  HOST_SECRET,
  LIVEKIT_KEY,
  LIVEKIT_SECRET,
  claims,
  nowSeconds,
  sign,
  signRaw,
} from '../testing/host-app.ts';
import type { TestApp } from '../testing/token-client.ts';
import { createTestApp } from '../testing/token-client.ts';

const HEADER = JSON.stringify({ alg: 'HS256', typ: 'JWT' });

async function refusal({ ask, log }: TestApp, token: string): Promise<string | undefined> {
  const { status, headers, body } = await ask({ token });
  assert.deepEqual([status, body['code']], [401, 'token-invalid']);
  assert.equal(headers.get('WWW-Authenticate'), 'Bearer realm="voice-room", error="invalid_token"');
  return log.at(-1)?.reason;
}

describe('credentials', () => {
  it('that are missing, or of another scheme, are challenged without an error code', async () => {
    const { ask } = await createTestApp();
    for (const headers of [{}, { Authorization: 'Basic dTpw' }, { Authorization: '' }]) {
      const answer = await ask({ token: null, headers });
      assert.deepEqual([answer.status, answer.body['code']], [401, 'token-missing']);
      assert.equal(answer.headers.get('WWW-Authenticate'), 'Bearer realm="voice-room"');
    }
  });

  it('have a scheme in any case, one token, and no other place', async () => {
    const { ask } = await createTestApp();
    const token = await sign();
    assert.equal((await ask({ token: null, headers: { Authorization: `bEaReR  ${token}` } })).status, 201);
    for (const value of [
      'Bearer',
      `Bearer ${token} x`,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer "${token}"`,
    ]) {
      const answer = await ask({ token: null, headers: { Authorization: value } });
      assert.deepEqual([answer.status, answer.body['code']], [401, 'token-invalid'], value.slice(0, 12));
    }
    const query = await ask({ token: null, path: `/api/livekit/token?access_token=${token}` });
    assert.equal(query.body['code'], 'token-missing');
  });
});

describe('a token with wrong claims', () => {
  const now = nowSeconds();
  const cases: [string, Record<string, unknown>, string][] = [
    ['another issuer', { iss: 'https://evil.example/' }, 'unknown-issuer'],
    ['an issuer without the slash', { iss: 'https://host.example' }, 'unknown-issuer'],
    ['no issuer', { iss: undefined }, 'unknown-issuer'],
    ['a list of issuers', { iss: ['https://host.example/'] }, 'unknown-issuer'],
    ['an issuer named like an inherited member', { iss: 'constructor' }, 'unknown-issuer'],
    ['no audience', { aud: undefined }, 'wrong-audience'],
    ['another audience', { aud: 'voice-room2' }, 'wrong-audience'],
    ['an empty audience', { aud: '' }, 'wrong-audience'],
    ['an empty list of audiences', { aud: [] }, 'wrong-audience'],
    ['a list with something else in it', { aud: ['voice-room', 7] }, 'wrong-audience'],
    ['an object as audience', { aud: { 'voice-room': true } }, 'wrong-audience'],
    ['no end', { exp: undefined }, 'time-claims'],
    ['an end as text', { exp: String(now + 60) }, 'time-claims'],
    ['an end that was a second ago', { exp: now - 1 }, 'expired'],
    ['an endless life', { exp: 1e300 }, 'lifetime-too-long'],
    ['a life of a year', { exp: now + 365 * 86_400 }, 'lifetime-too-long'],
    ['a life of a year that is nearly over', { iat: now - 364 * 86_400 }, 'lifetime-too-long'],
    ['a start two minutes ahead', { nbf: now + 120 }, 'not-yet-valid'],
    ['an issue two minutes ahead', { iat: now + 120 }, 'not-yet-valid'],
    ['a start as text', { nbf: 'soon' }, 'time-claims'],
    ['an issue as null', { iat: null }, 'time-claims'],
    ['no subject', { sub: undefined }, 'identity'],
    ['an empty subject', { sub: '' }, 'identity'],
    ['a number as subject', { sub: 7 }, 'identity'],
    ['an object as subject', { sub: { id: 1 } }, 'identity'],
    ['a subject of 257 bytes', { sub: 'é'.repeat(128) + 'x' }, 'identity'],
    ['a control character in the subject', { sub: 'a\u0000b' }, 'identity'],
  ];
  for (const [what, changes, reason] of cases) {
    it(`is refused: ${what}`, async () => {
      assert.equal(await refusal(await createTestApp(), await sign(changes)), reason);
    });
  }

  it('is refused: a lone surrogate in the subject', async () => {
    const payload = JSON.stringify(claims()).replace('user-1', 'a\\ud800');
    assert.equal(await refusal(await createTestApp(), await signRaw(HEADER, payload)), 'identity');
  });

  it('is refused even where objects inherit the claim', async () => {
    const payload = JSON.stringify(claims({ aud: undefined })).replace(
      '{',
      '{"__proto__":{"aud":"voice-room"},',
    );
    assert.equal(await refusal(await createTestApp(), await signRaw(HEADER, payload)), 'wrong-audience');
  });
});

describe('a sound token', () => {
  it('may have its audience in a list, a clock a minute ahead, and any accepted typ', async () => {
    const { ask } = await createTestApp();
    const now = nowSeconds();
    for (const changes of [
      { aud: ['x', 'voice-room'] },
      { nbf: now + 50, iat: now + 50 },
      { iat: undefined },
    ]) {
      assert.equal((await ask({ token: await sign(changes) })).status, 201);
    }
    for (const typ of ['JWT', 'jwt', 'at+jwt', 'application/at+jwt', undefined]) {
      assert.equal((await ask({ token: await sign({}, { header: { typ } }) })).status, 201, typ);
    }
  });

  for (const algorithm of Object.keys(PUBLIC_ALGORITHMS)) {
    it(`of ${algorithm} is verified with the public key as PEM and as JWK, and with no other key`, async () => {
      const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
      const other = await generateKeyPair(algorithm);
      const jwk = JSON.stringify({ ...(await exportJWK(publicKey)), alg: algorithm });
      for (const key of [await exportSPKI(publicKey), jwk]) {
        const changes = { AUTH_SECRET: undefined, AUTH_PUBLIC_KEY: key, AUTH_ALGORITHMS: algorithm };
        const app = await createTestApp(changes);
        const header = { alg: algorithm };
        assert.equal((await app.ask({ token: await sign({}, { key: privateKey, header }) })).status, 201);
        assert.equal(await refusal(app, await sign({}, { key: other.privateKey, header })), 'bad-signature');
      }
    });
  }
});

describe('an attack', () => {
  it('with alg none, in any spelling, fails', async () => {
    const app = await createTestApp();
    for (const alg of ['none', 'None', 'NONE', '']) {
      const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const unsigned = `${encode({ alg, typ: 'JWT' })}.${encode(claims())}.`;
      assert.equal(await refusal(app, unsigned), 'malformed');
      assert.equal(await refusal(app, `${unsigned}AAAA`), 'algorithm-not-allowed');
    }
  });

  it('with HS256 over the public key, as PEM or as JWK, fails', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const pem = await exportSPKI(publicKey);
    for (const key of [pem, `${pem.trim()}`, `${pem}\n`, JSON.stringify(await exportJWK(publicKey))]) {
      const app = await createTestApp({ AUTH_SECRET: undefined, AUTH_PUBLIC_KEY: key });
      assert.equal(
        await refusal(app, await signRaw(HEADER, JSON.stringify(claims()), key)),
        'algorithm-not-allowed',
      );
    }
  });

  it('with another algorithm of the same key type fails: one key, one algorithm', async () => {
    const { publicKey, privateKey } = await generateKeyPair('PS256', { extractable: true });
    const app = await createTestApp({ AUTH_SECRET: undefined, AUTH_PUBLIC_KEY: await exportSPKI(publicKey) });
    assert.equal(
      await refusal(app, await sign({}, { key: privateKey, header: { alg: 'PS256' } })),
      'algorithm-not-allowed',
    );
    const hs512 = await sign({}, { header: { alg: 'HS512' } });
    assert.equal(await refusal(await createTestApp(), hs512), 'algorithm-not-allowed');
  });

  it('that brings its own key in jwk, jku or x5u is never followed', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const mine = await generateKeyPair('ES256', { extractable: true });
    const fetched: unknown[] = [];
    const app = await createTestApp(
      { AUTH_SECRET: undefined, AUTH_PUBLIC_KEY: await exportSPKI(publicKey) },
      { fetch: async (...all) => (fetched.push(all), new Response('{}')) },
    );
    const jwk = await exportJWK(mine.publicKey);
    for (const extra of [{ jwk }, { jku: 'https://evil.example/jwks' }, { x5u: 'https://evil.example/x' }]) {
      const header = { alg: 'ES256', ...extra };
      assert.equal(await refusal(app, await sign({}, { key: mine.privateKey, header })), 'bad-signature');
      assert.equal((await app.ask({ token: await sign({}, { key: privateKey, header }) })).status, 201);
    }
    assert.deepEqual(fetched, []);
  });

  it('that writes one token in several ways fails', async () => {
    const app = await createTestApp();
    const token = await sign();
    const [header, payload, signature = ''] = token.split('.');
    const last = signature.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const sibling = alphabet[alphabet.indexOf(last) ^ 1];
    for (const variant of [
      `${token}=`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -1)}${sibling}`,
      `${token}.`,
      `${header}.${payload}`,
      `.${payload}.${signature}`,
      `${token}.a.b`,
    ]) {
      assert.equal(await refusal(app, variant), 'malformed', variant.slice(-8));
    }
  });

  it('with duplicate claims or header members fails', async () => {
    const app = await createTestApp();
    const payload = JSON.stringify(claims());
    const twice = payload.replace('{', '{"sub":"admin",');
    const escaped = payload.replace('{', '{"s\\u0075b":"admin",');
    const nested = payload.replace('"channels"', '"channels":["x"],"channels"');
    for (const text of [twice, escaped, nested])
      assert.equal(await refusal(app, await signRaw(HEADER, text)), 'malformed');
    assert.equal(await refusal(app, await signRaw('{"alg":"none","alg":"HS256"}', payload)), 'malformed');
  });

  it('with a payload that is no object, or is not UTF-8 JSON, fails', async () => {
    const app = await createTestApp();
    for (const text of ['[]', 'null', '"x"', '', '{', `\ufeff${JSON.stringify(claims())}`]) {
      assert.equal(await refusal(app, await signRaw(HEADER, text)), 'malformed', text.slice(0, 5));
    }
  });

  it('with critical extensions, unencoded payloads or a strange typ fails', async () => {
    const app = await createTestApp();
    const headers = [
      { crit: ['x'], x: 1 },
      { crit: ['b64'], b64: true },
      { b64: false },
      { zip: 'DEF' },
      { typ: 'logout+jwt' },
      { typ: 7 },
      { typ: 'dpop+jwt' },
      { kid: 7 },
      { kid: 'k'.repeat(257) },
    ];
    for (const extra of headers) {
      const header = JSON.stringify({ alg: 'HS256', ...extra });
      assert.equal(
        await refusal(app, await signRaw(header, JSON.stringify(claims()))),
        'header-not-allowed',
        header,
      );
    }
  });

  it('with a token of ours, or one longer than 8 KiB, fails', async () => {
    const app = await createTestApp();
    const { body } = await app.ask();
    assert.equal(await refusal(app, String(body['participant_token'])), 'unknown-issuer');
    const forged = new AccessToken(LIVEKIT_KEY, HOST_SECRET, { identity: 'x' });
    assert.equal(await refusal(app, await forged.toJwt()), 'unknown-issuer');
    assert.equal(await refusal(app, await sign({ pad: 'x'.repeat(8000) })), 'malformed');
  });

  it('signed with the LiveKit secret fails', async () => {
    const key = new TextEncoder().encode(LIVEKIT_SECRET);
    assert.equal(await refusal(await createTestApp(), await sign({}, { key })), 'bad-signature');
  });
});
