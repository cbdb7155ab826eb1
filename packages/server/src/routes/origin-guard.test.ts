// Which pages may call the API, as browsers ask and as strangers try.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestApp } from '../testing/token-client.ts';

const ALLOWED = { ALLOWED_ORIGINS: 'https://app.example.com, https://*.example.org' };
const preflight = {
  'Access-Control-Request-Method': 'POST',
  'Access-Control-Request-Headers': 'authorization,content-type',
};

describe('an allowed origin', () => {
  it('is named exactly, without credentials, and may read the headers that matter', async () => {
    const { ask } = await createTestApp(ALLOWED);
    for (const Origin of ['https://app.example.com', 'https://a.b.example.org']) {
      const { status, headers } = await ask({ headers: { Origin } });
      assert.equal(status, 201);
      assert.equal(headers.get('Access-Control-Allow-Origin'), Origin);
      assert.equal(headers.get('Access-Control-Allow-Credentials'), null);
      assert.match(headers.get('Vary') ?? '', /\bOrigin\b/);
      for (const name of [
        'Retry-After',
        'RateLimit',
        'RateLimit-Policy',
        'WWW-Authenticate',
        'X-Request-Id',
      ]) {
        assert.ok(headers.get('Access-Control-Expose-Headers')?.split(', ').includes(name), name);
      }
    }
  });

  it('may read refusals too', async () => {
    const { ask } = await createTestApp(ALLOWED);
    const { status, headers } = await ask({ token: null, headers: { Origin: 'https://app.example.com' } });
    assert.equal(status, 401);
    assert.equal(headers.get('Access-Control-Allow-Origin'), 'https://app.example.com');
  });

  it('gets its preflight answered for POST with Authorization and Content-Type', async () => {
    const { ask } = await createTestApp(ALLOWED);
    const headers = { Origin: 'https://app.example.com', ...preflight };
    const answer = await ask({ method: 'OPTIONS', token: null, headers });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), 'https://app.example.com');
    assert.equal(answer.headers.get('Access-Control-Allow-Methods'), 'POST');
    assert.match(answer.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization, Content-Type/);
    assert.match(answer.headers.get('Access-Control-Max-Age') ?? '', /^\d+$/);
    assert.match(answer.headers.get('Vary') ?? '', /Origin/);
  });
});

describe('any other origin', () => {
  it('is told 405 for a method that nobody has, and may not read it', async () => {
    const { ask } = await createTestApp(ALLOWED);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, headers } = await ask({ method, headers: { Origin: 'https://evil.test' } });
      assert.deepEqual([status, headers.get('Access-Control-Allow-Origin')], [405, null]);
    }
  });

  it('is refused when it is `null`, also where the forwarded scheme is none that has origins', async () => {
    for (const TRUST_PROXY of ['0', '1']) {
      const { ask } = await createTestApp({ ...ALLOWED, TRUST_PROXY });
      for (const scheme of ['https', 'file', 'data', 'x', '']) {
        const { status, headers } = await ask({ headers: { Origin: 'null', 'X-Forwarded-Proto': scheme } });
        assert.deepEqual([status, headers.get('Access-Control-Allow-Origin')], [403, null], scheme);
      }
    }
  });

  it('is refused, preflight and request alike, and learns nothing', async () => {
    const { ask } = await createTestApp(ALLOWED);
    for (const Origin of [
      'https://evil.example',
      'null',
      'https://app.example.com.evil.test',
      'http://app.example.com',
      'https://example.org',
      'https://APP.example.com',
    ]) {
      for (const [method, more] of [
        ['POST', {}],
        ['OPTIONS', preflight],
      ] as const) {
        const { status, headers, body } = await ask({ method, headers: { Origin, ...more } });
        assert.deepEqual([status, body['code']], [403, 'origin-not-allowed'], Origin);
        assert.equal(headers.get('Access-Control-Allow-Origin'), null);
        assert.match(headers.get('Vary') ?? '', /Origin/);
      }
    }
  });

  it('is every other one where ALLOWED_ORIGINS is unset', async () => {
    const { ask } = await createTestApp();
    assert.equal((await ask({ headers: { Origin: 'https://app.example.com' } })).status, 403);
  });
});

describe('the server’s own origin', () => {
  it('is always allowed, and a request without Origin passes', async () => {
    const { ask } = await createTestApp();
    assert.equal((await ask({ headers: { Origin: 'http://localhost' } })).status, 201);
    assert.equal((await ask()).status, 201);
    assert.equal((await ask({ headers: { Origin: 'http://localhost:81' } })).status, 403);
  });

  it('is the forwarded one only behind a trusted proxy, and only as that proxy wrote it', async () => {
    const forwarded = {
      Origin: 'https://voice.example',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'voice.example',
    };
    assert.equal((await (await createTestApp()).ask({ headers: forwarded })).status, 403);
    const behind = await createTestApp({ TRUST_PROXY: '1' });
    assert.equal((await behind.ask({ headers: forwarded })).status, 201);
    const spoofed = {
      Origin: 'https://evil.example',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.example, voice.example',
    };
    assert.equal((await behind.ask({ headers: spoofed })).status, 403);
  });

  it('refused behind a proxy that the server was not told of is explained in the log, and only there', async () => {
    const { ask, log } = await createTestApp();
    const { status, body } = await ask({ headers: { Origin: 'https://localhost' } });
    assert.equal(status, 403);
    assert.match(log.at(-1)?.reason ?? '', /TRUST_PROXY/);
    assert.ok(!JSON.stringify(body).includes('TRUST_PROXY'));
  });
});
