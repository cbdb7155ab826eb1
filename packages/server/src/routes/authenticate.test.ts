// Credentials over HTTP: what is asked for, what is refused, and what is told.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import { ISSUER, sign } from '../testing/host-app.ts';
import { answerJson, serveKeySet } from '../testing/key-set-endpoint.ts';
import { createTestApp } from '../testing/token-client.ts';

describe('credentials', () => {
  it('that are missing, or of another scheme, are challenged without an error code', async () => {
    const { ask } = await createTestApp();
    for (const headers of [{}, { Authorization: 'Basic dTpw' }, { Authorization: '' }]) {
      const answer = await ask({ token: null, headers });
      assert.deepEqual([answer.status, answer.body['code']], [401, 'token-missing']);
      assert.equal(answer.headers.get('WWW-Authenticate'), 'Bearer realm="voice-room"');
    }
  });

  it('that are not acceptable are 401 with invalid_token, and only the log knows why', async () => {
    const { ask, log } = await createTestApp();
    for (const [changes, reason, issuer] of [
      [{ aud: 'another' }, 'wrong-audience', ISSUER],
      [{ iss: 'https://evil.example/' }, 'unknown-issuer', undefined],
      [{ cnf: { jkt: 'x' } }, 'sender-constrained', ISSUER],
    ] as const) {
      const { status, headers, body } = await ask({ token: await sign(changes) });
      assert.deepEqual([status, body['code']], [401, 'token-invalid']);
      assert.equal(headers.get('WWW-Authenticate'), 'Bearer realm="voice-room", error="invalid_token"');
      assert.deepEqual([log.at(-1)?.reason, log.at(-1)?.issuer], [reason, issuer]);
      assert.ok(!JSON.stringify(body).includes(reason));
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

  it('do not help with our own tokens', async () => {
    const { ask, log } = await createTestApp();
    const { body } = await ask();
    assert.equal((await ask({ token: String(body['participant_token']) })).status, 401);
    assert.equal(log.at(-1)?.reason, 'livekit-token');
  });
});

describe('an identity provider that is away', () => {
  it('is 503 with Retry-After, never 401, and readiness says the same until its keys are there', async (t) => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const endpoint = await serveKeySet(t, (_, response) => response.writeHead(500).end());
    let now = Date.now();
    const changes = { AUTH_SECRET: undefined, AUTH_JWKS_URL: endpoint.url };
    const { ask, log } = await createTestApp(changes, { now: () => now });
    const token = await sign({}, { key: privateKey, header: { alg: 'ES256', kid: 'one' } });
    const ready = () => ask({ method: 'GET', path: '/readyz', token: null });

    const answer = await ask({ token });
    assert.deepEqual([answer.status, answer.body['code']], [503, 'identity-provider-unavailable']);
    assert.match(answer.headers.get('Retry-After') ?? '', /^[1-9]\d*$/);
    assert.deepEqual([log.at(-1)?.reason, log.at(-1)?.issuer], ['http-status', ISSUER]);
    assert.ok(!JSON.stringify(answer.body).includes('127.0.0.1'));
    const before = await ready();
    assert.deepEqual([before.status, before.body['code']], [503, 'not-ready']);
    assert.equal((await ask({ method: 'GET', path: '/healthz', token: null })).status, 200);
    assert.equal(endpoint.requests.length, 1);

    endpoint.answer = answerJson({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one' }] });
    now += 7_000;
    assert.deepEqual((await ready()).body, { status: 'ready' });
    assert.equal((await ask({ token })).status, 201);
    assert.equal(endpoint.requests.length, 2);
  });
});
