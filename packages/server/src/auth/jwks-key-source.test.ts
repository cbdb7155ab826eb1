// Keys from a real key-set endpoint: good, failing, slow, huge, moved and flooded.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import { KeysUnavailable } from './auth-failure.ts';
import { createJwksKeySource } from './jwks-key-source.ts';
import { sign } from '../testing/host-app.ts';
import { createTestApp } from '../testing/token-client.ts';

const signer = await generateKeyPair('ES256', { extractable: true });
const KEY = { ...(await exportJWK(signer.publicKey)), kid: 'one', use: 'sig' };

interface Endpoint {
  readonly url: string;
  readonly requests: string[];
  answer: RequestListener;
}

const json =
  (value: unknown): RequestListener =>
  (_, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value));
  };

async function serve(t: TestContext, answer: RequestListener): Promise<Endpoint> {
  const endpoint = { url: '', requests: [] as string[], answer };
  const server = createServer((request, response) => {
    endpoint.requests.push(request.url ?? '');
    endpoint.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(endpoint, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` });
}

const token = (kid: string | undefined = 'one', key: CryptoKey = signer.privateKey): Promise<string> =>
  sign({}, { key, header: { alg: 'ES256', ...(kid === '' ? {} : { kid }) } });

const appOver = ({ url }: Endpoint) => createTestApp({ AUTH_SECRET: undefined, AUTH_JWKS_URL: url });

describe('a key set', () => {
  it('is fetched once for many tokens', async (t) => {
    const endpoint = await serve(t, json({ keys: [KEY] }));
    const { ask } = await appOver(endpoint);
    const first = await Promise.all([ask({ token: await token() }), ask({ token: await token() })]);
    assert.deepEqual(
      first.map(({ status }) => status),
      [201, 201],
    );
    assert.equal((await ask({ token: await token() })).status, 201);
    assert.equal(endpoint.requests.length, 1);
  });

  it('finds the key of a token without kid by trying each that fits', async (t) => {
    const other = await generateKeyPair('ES256', { extractable: true });
    const keys = [{ ...(await exportJWK(other.publicKey)), kid: 'two' }, KEY];
    const { ask } = await appOver(await serve(t, json({ keys })));
    assert.equal((await ask({ token: await token('') })).status, 201);
    const stranger = await generateKeyPair('ES256');
    assert.equal((await ask({ token: await token('', stranger.privateKey) })).status, 401);
  });

  it('is asked again for an unknown kid, but a thousand of them cost one request in 30 seconds', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const endpoint = await serve(t, json({ keys: [KEY] }));
    const { ask } = await appOver(endpoint);
    const stranger = await generateKeyPair('ES256');
    for (let i = 0; i < 50; i++) {
      assert.equal((await ask({ token: await token(`k${i}`, stranger.privateKey) })).status, 401);
    }
    assert.equal(endpoint.requests.length, 1);
    const next = await generateKeyPair('ES256', { extractable: true });
    endpoint.answer = json({ keys: [{ ...(await exportJWK(next.publicKey)), kid: 'new' }] });
    t.mock.timers.tick(31_000);
    assert.equal((await ask({ token: await token('new', next.privateKey) })).status, 201);
    assert.equal(endpoint.requests.length, 2);
  });

  it('is not asked for a token of another issuer or algorithm', async (t) => {
    const endpoint = await serve(t, json({ keys: [KEY] }));
    const { ask } = await appOver(endpoint);
    assert.equal((await ask({ token: await sign({ iss: 'https://evil.example/' }) })).status, 401);
    assert.equal((await ask({ token: await sign() })).status, 401);
    assert.deepEqual(endpoint.requests, []);
  });

  it('never verifies with symmetric, private, weak or encryption keys', async (t) => {
    const rsa = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const weak = { kty: 'RSA', kid: 'one', n: 'AQAB'.repeat(20), e: 'AQAB' };
    const exponentOne = { ...(await exportJWK(rsa.publicKey)), kid: 'one', e: 'AQ' };
    const sets = [
      [{ kty: 'oct', k: 'c2VjcmV0', kid: 'one' }],
      [{ ...(await exportJWK(signer.privateKey)), kid: 'one' }],
      [{ ...KEY, use: 'enc' }],
      [{ ...KEY, alg: 'HS256' }],
      [weak],
      [exponentOne],
      [],
      [null, 7],
      Array(65).fill(KEY),
    ];
    for (const keys of sets) {
      const { ask } = await appOver(await serve(t, json({ keys })));
      const answer = await ask({ token: await token() });
      assert.deepEqual(
        [answer.status, answer.body['code']],
        [503, 'identity-provider-unavailable'],
        JSON.stringify(keys).slice(0, 40),
      );
    }
  });

  it('binds an RSA key without alg to one algorithm', async (t) => {
    const rsa = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const key = { ...(await exportJWK(rsa.publicKey)), kid: 'one' };
    const pss = await crypto.subtle.importKey(
      'jwk',
      { ...(await exportJWK(rsa.privateKey)) } as JsonWebKey,
      { name: 'RSA-PSS', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const endpoint = await serve(t, json({ keys: [key] }));
    const { ask } = await createTestApp({
      AUTH_SECRET: undefined,
      AUTH_JWKS_URL: endpoint.url,
      AUTH_ALGORITHMS: 'RS256 PS256',
    });
    assert.equal(
      (await ask({ token: await sign({}, { key: rsa.privateKey, header: { alg: 'RS256', kid: 'one' } }) }))
        .status,
      201,
    );
    assert.equal(
      (await ask({ token: await sign({}, { key: pss, header: { alg: 'PS256', kid: 'one' } }) })).status,
      401,
    );
  });
});

describe('an identity provider that fails', () => {
  const failures: [string, RequestListener, string][] = [
    ['answers 500', (_, response) => response.writeHead(500).end('{}'), 'http-status'],
    ['redirects', (_, response) => response.writeHead(302, { Location: '/elsewhere' }).end(), 'http-status'],
    ['sends HTML', (_, response) => response.end('<!doctype html>'), 'not-json'],
    ['sends no set', (_, response) => response.end('{"keys":{}}'), 'not-a-key-set'],
    ['sends null', (_, response) => response.end('null'), 'not-a-key-set'],
    [
      'sends 1 MB',
      (_, response) => response.end(JSON.stringify({ keys: [KEY], pad: 'x'.repeat(1_000_000) })),
      'too-large',
    ],
    ['hangs up', (request) => request.socket.destroy(), 'network'],
  ];
  for (const [what, answer, reason] of failures) {
    it(`is 503 with Retry-After and never 401: it ${what}`, async (t) => {
      const endpoint = await serve(t, answer);
      const { ask, log } = await appOver(endpoint);
      const { status, headers, body } = await ask({ token: await token() });
      assert.deepEqual([status, body['code']], [503, 'identity-provider-unavailable']);
      assert.match(headers.get('Retry-After') ?? '', /^[1-9]\d*$/);
      assert.equal(log.at(-1)?.reason, reason);
      assert.ok(!JSON.stringify(body).includes('127.0.0.1'));
      assert.deepEqual(endpoint.requests, ['/jwks']);
    });
  }

  it('is left alone for 5 seconds, then asked again and believed', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const endpoint = await serve(t, (_, response) => response.writeHead(500).end());
    const { ask } = await appOver(endpoint);
    for (let i = 0; i < 5; i++) assert.equal((await ask({ token: await token() })).status, 503);
    assert.equal(endpoint.requests.length, 1);
    endpoint.answer = json({ keys: [KEY] });
    t.mock.timers.tick(5_000);
    assert.equal((await ask({ token: await token() })).status, 201);
    assert.equal(endpoint.requests.length, 2);
  });

  it('is given up after the timeout, also when the body never ends', { timeout: 5_000 }, async (t) => {
    for (const answer of [
      () => undefined,
      (_: unknown, response: { write(text: string): void }) => response.write('{"keys":['),
    ]) {
      const { url } = await serve(t, answer);
      const source = createJwksKeySource({ url, algorithms: ['ES256'], fetch, timeout: 100 });
      await assert.rejects(
        source.find({ alg: 'ES256' }),
        (error) => error instanceof KeysUnavailable && error.reason === 'timeout',
      );
    }
  });

  it('does not close the door to tokens whose key is at hand', async (t) => {
    const endpoint = await serve(t, json({ keys: [KEY] }));
    const { ask } = await appOver(endpoint);
    assert.equal((await ask({ token: await token() })).status, 201);
    endpoint.answer = (_, response) => response.writeHead(500).end();
    assert.equal((await ask({ token: await token() })).status, 201);
  });

  it('keeps the server not ready until its keys are loaded', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const endpoint = await serve(t, (_, response) => response.writeHead(500).end());
    const { ask } = await appOver(endpoint);
    const ready = () => ask({ method: 'GET', path: '/readyz', token: null });
    const before = await ready();
    assert.deepEqual([before.status, before.body['code']], [503, 'not-ready']);
    assert.equal((await ask({ method: 'GET', path: '/healthz', token: null })).status, 200);
    endpoint.answer = json({ keys: [KEY] });
    t.mock.timers.tick(5_000);
    assert.deepEqual((await ready()).body, { status: 'ready' });
  });
});
