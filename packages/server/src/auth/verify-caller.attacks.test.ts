// The published attacks on JWTs, each against the whole verification.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CompactEncrypt, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { AccessToken } from 'livekit-server-sdk';
import {
  HOST_SECRET,
  ISSUER,
  LIVEKIT_KEY,
  LIVEKIT_SECRET,
  claims,
  sign,
  signRaw,
} from '../testing/host-app.ts';
import { HOST_KEYS, testIssuer } from '../testing/test-issuer.ts';
import { outcome, verifierOf } from '../testing/verify.ts';
import type { VerifyCaller } from './verify-caller.ts';

const HEADER = JSON.stringify({ alg: 'HS256', typ: 'JWT' });
const encode = (value: string): string => Buffer.from(value).toString('base64url');
const payload = (): string => JSON.stringify(claims());
const host = verifierOf();

async function publicKeyHost(alg: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const requests: unknown[] = [];
  const verify: VerifyCaller = verifierOf(
    [testIssuer({ keys: { kind: 'public-key', keys: [{ jwk, algorithms: [alg] }] } })],
    async (...request) => (requests.push(request), new Response('{}')),
  );
  return { publicKey, privateKey, jwk, verify, requests };
}

describe('an attack', () => {
  it('with alg none, in any spelling, or with no alg fails', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', ' none', '']) {
      const unsigned = `${encode(JSON.stringify({ alg, typ: 'JWT' }))}.${encode(payload())}.`;
      assert.equal(await outcome(host, unsigned), 'malformed');
      assert.equal(await outcome(host, `${unsigned}AAAA`), 'algorithm-not-allowed');
    }
    for (const alg of [undefined, null, 7, ['HS256'], { HS256: 1 }, true])
      assert.equal(await outcome(host, await signRaw(JSON.stringify({ alg }), payload())), 'malformed');
    for (const alg of ['hs256', 'HS256 ', 'HS384', 'constructor', '__proto__', 'HS256\u0000'])
      assert.equal(
        await outcome(host, await signRaw(JSON.stringify({ alg }), payload())),
        'algorithm-not-allowed',
      );
  });

  it('with an empty, blank or null signature fails', async () => {
    const input = `${encode(HEADER)}.${encode(payload())}`;
    assert.equal(await outcome(host, `${input}.`), 'malformed');
    for (const signature of ['AA', 'AAAA', encode('null'), encode('\0'.repeat(32)), encode(' ')])
      assert.equal(await outcome(host, `${input}.${signature}`), 'bad-signature');
  });

  it('with HS256 over the public key, as PEM or as JWK, fails', async () => {
    const { publicKey, jwk, verify } = await publicKeyHost('RS256');
    const pem = await exportSPKI(publicKey);
    for (const key of [pem, pem.trim(), `${pem}\n`, JSON.stringify(jwk), jwk.n ?? '', ' ']) {
      assert.equal(await outcome(verify, await signRaw(HEADER, payload(), key)), 'algorithm-not-allowed');
    }
  });

  it('with another algorithm of the same key type fails: one key, one algorithm', async () => {
    const rs256 = await publicKeyHost('RS256');
    const pss = await generateKeyPair('PS256');
    const forged = await sign({}, { key: pss.privateKey, header: { alg: 'PS256' } });
    assert.equal(await outcome(rs256.verify, forged), 'algorithm-not-allowed');
    const mixed = verifierOf([
      testIssuer({
        keys: {
          kind: 'public-key',
          keys: [
            { jwk: rs256.jwk, algorithms: ['RS256'] },
            { jwk: await exportJWK(pss.publicKey), algorithms: ['PS256'] },
          ],
        },
      }),
    ]);
    assert.equal(await outcome(mixed, forged), 'accepted');
    const crossed = await crypto.subtle.importKey(
      'jwk',
      (await exportJWK(rs256.privateKey)) as JsonWebKey,
      { name: 'RSA-PSS', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    assert.equal(
      await outcome(mixed, await sign({}, { key: crossed, header: { alg: 'PS256' } })),
      'bad-signature',
    );
    const hs512 = await sign({}, { header: { alg: 'HS512' }, key: Buffer.from(HOST_SECRET + HOST_SECRET) });
    assert.equal(await outcome(host, hs512), 'algorithm-not-allowed');
  });

  it('that brings its own key or certificate is never followed', async () => {
    const { privateKey, verify, requests } = await publicKeyHost('ES256');
    const mine = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(mine.publicKey);
    const extras = [
      { jwk },
      { jwk: { ...jwk, kid: 'k' }, kid: 'k' },
      { jku: 'https://evil.example/jwks' },
      { x5u: 'https://evil.example/x' },
      { x5c: ['MIIB'] },
      { x5t: 'AAAA', 'x5t#S256': 'AAAA' },
    ];
    for (const extra of extras) {
      const header = { alg: 'ES256', ...extra };
      assert.equal(await outcome(verify, await sign({}, { key: mine.privateKey, header })), 'bad-signature');
      assert.equal(await outcome(verify, await sign({}, { key: privateKey, header })), 'accepted');
    }
    assert.deepEqual(requests, []);
  });

  it('that names a stranger as its issuer causes no request', async () => {
    const requests: unknown[] = [];
    const keys = { kind: 'jwks', url: 'https://host.example/jwks', algorithms: ['ES256'] } as const;
    const verify = verifierOf(
      [testIssuer({ keys })],
      async (...request) => (requests.push(request), new Response(null, { status: 404 })),
    );
    const { privateKey: key } = await generateKeyPair('ES256');
    const header = { alg: 'ES256', kid: 'k', jku: 'https://evil.example/jwks' };
    for (const iss of ['https://evil.example/', 'https://host.example', `${ISSUER}/`, '', undefined])
      assert.equal(await outcome(verify, await sign({ iss }, { key, header })), 'unknown-issuer', iss);
    assert.equal(requests.length, 0);
    await outcome(verify, await sign({}, { key, header }));
    assert.equal(requests.length, 1, 'the configured issuer is asked for its keys');
  });

  it('through kid reads no file, asks no database and finds no inherited member', async () => {
    const { privateKey, verify } = await publicKeyHost('ES256');
    for (const kid of ['../../dev/null', "' OR 1=1 --", '__proto__', 'constructor', '$(id)', '\u0000', '']) {
      const header = { alg: 'ES256', kid };
      assert.equal(await outcome(verify, await sign({}, { key: privateKey, header })), 'accepted', kid);
      const blank = await signRaw(JSON.stringify({ alg: 'HS256', kid }), payload(), ' ');
      assert.equal(await outcome(host, blank), 'bad-signature', kid);
    }
  });

  it('with critical extensions, unencoded payloads, compression, a strange typ or kid fails', async () => {
    for (const extra of [
      { crit: ['x'], x: 1 },
      { crit: ['b64'], b64: true },
      { crit: [] },
      { crit: null },
      { b64: false },
      { zip: 'DEF' },
      { typ: 'logout+jwt' },
      { typ: 'dpop+jwt' },
      { typ: 'secevent+jwt' },
      { typ: 'JWT+x' },
      { typ: '' },
      { typ: 7 },
      { typ: null },
      { kid: 7 },
      { kid: null },
      { kid: ['a'] },
      { kid: 'k'.repeat(257) },
    ]) {
      const header = JSON.stringify({ alg: 'HS256', ...extra });
      assert.equal(await outcome(host, await signRaw(header, payload())), 'header-not-allowed', header);
    }
  });

  it('that writes one token in several ways fails', async () => {
    const token = await sign();
    const [header = '', body = '', signature = ''] = token.split('.');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const sibling = alphabet[alphabet.indexOf(signature.at(-1) ?? '') ^ 1];
    for (const variant of [
      `${token}=`,
      `${header}=.${body}.${signature}`,
      `${header}.${body}.${signature.slice(0, -1)}${sibling}`,
      `${token}.`,
      `.${token}`,
      `${header}.${body}`,
      `${header}..${signature}`,
      `.${body}.${signature}`,
      `${token}.a.b`,
      ` ${token}`,
      `${token}\n`,
      `${header}.${body.slice(0, 4)} ${body.slice(4)}.${signature}`,
      `${header}.${body.slice(0, 4)}\n${body.slice(4)}.${signature}`,
      `${header}.${body}.${signature.slice(0, -1)}+`,
      `${header}.${body}.${signature.slice(0, -1)}/`,
      `${header}.${body}.é`,
      '',
      '.',
      '..',
      '.'.repeat(8192),
    ]) {
      assert.equal(await outcome(host, variant), 'malformed', variant.slice(-8));
    }
  });

  it('with an encrypted token, a token in a token or JSON serialisation fails', async () => {
    const secret = new Uint8Array(32);
    const encrypted = await new CompactEncrypt(new TextEncoder().encode(payload()))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(secret);
    assert.equal(await outcome(host, encrypted), 'malformed');
    const nested = await signRaw(JSON.stringify({ alg: 'HS256', cty: 'JWT' }), await sign());
    assert.equal(await outcome(host, nested), 'malformed');
    const [header, body, signature] = (await sign()).split('.');
    const json = JSON.stringify({ protected: header, payload: body, signature });
    assert.equal(await outcome(host, json), 'malformed');
  });

  it('with duplicate claims or header members fails, at any depth', async () => {
    for (const text of [
      payload().replace('{', '{"sub":"admin",'),
      payload().replace('{', '{"s\\u0075b":"admin",'),
      payload().replace('"channels"', '"channels":["x"],"channels"'),
      payload().replace('{', '{"a":[{"b":[{"c":1,"c":1}]}],'),
      payload().replace('{', '{"__proto__":1,"__proto__":2,'),
      payload().replace('{', '{"":1,"":2,'),
    ]) {
      assert.equal(await outcome(host, await signRaw(HEADER, text)), 'malformed', text.slice(0, 30));
    }
    assert.equal(await outcome(host, await signRaw('{"alg":"none","alg":"HS256"}', payload())), 'malformed');
  });

  it('with a payload that is no object, not UTF-8 or too deep fails', async () => {
    const deep = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;
    for (const text of ['[]', 'null', '"x"', '7', '{', '{}x', `\ufeff${payload()}`, deep])
      assert.equal(await outcome(host, await signRaw(HEADER, text)), 'malformed', text.slice(0, 5));
    const [header = ''] = (await sign()).split('.');
    for (const raw of [[0xff], [0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]])
      assert.equal(
        await outcome(host, `${header}.${Buffer.from(raw).toString('base64url')}.AAAA`),
        'malformed',
      );
  });

  it('longer than 8 KiB fails before anything is parsed', async () => {
    assert.equal(await outcome(host, await sign({ pad: 'x'.repeat(8000) })), 'malformed');
    assert.equal(await outcome(host, 'a'.repeat(1_000_000)), 'malformed');
    const fits = await sign({ pad: 'x'.repeat(5600) });
    assert.ok(fits.length < 8192);
    assert.equal(await outcome(host, fits), 'accepted');
  });

  it('with a token for LiveKit fails, whoever signed it and whatever is configured', async () => {
    const grant = { roomJoin: true, room: 'voice-a' };
    const token = (key: string, secret: string): Promise<string> => {
      const access = new AccessToken(key, secret, { identity: 'x' });
      access.addGrant(grant);
      return access.toJwt();
    };
    const same = verifierOf([
      testIssuer({
        issuer: LIVEKIT_KEY,
        keys: { ...HOST_KEYS, secrets: [LIVEKIT_SECRET] } as typeof HOST_KEYS,
      }),
      testIssuer({ issuer: ISSUER, keys: { ...HOST_KEYS, secrets: [LIVEKIT_SECRET] } as typeof HOST_KEYS }),
    ]);
    for (const verify of [host, same]) {
      assert.equal(await outcome(verify, await token(LIVEKIT_KEY, LIVEKIT_SECRET)), 'livekit-token');
      assert.equal(await outcome(verify, await token(ISSUER, LIVEKIT_SECRET)), 'livekit-token');
      const bare = new AccessToken(LIVEKIT_KEY, LIVEKIT_SECRET, { identity: 'x' });
      assert.equal(await outcome(verify, await bare.toJwt()), 'livekit-token');
    }
  });

  it('signed with the LiveKit secret fails', async () => {
    const key = new TextEncoder().encode(LIVEKIT_SECRET);
    assert.equal(await outcome(host, await sign({}, { key })), 'bad-signature');
  });
});
