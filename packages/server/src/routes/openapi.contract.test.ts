// That every answer of the app is one that its OpenAPI document declares, whatever was asked.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AccessToken } from 'livekit-server-sdk';
import { parseList } from 'structured-headers';
import { LiveKitUnavailable } from '../livekit/room-directory.ts';
import type { Asset, Services } from '../services.ts';
import { PATHS, breaches, satisfies, seen } from '../testing/contract.ts';
import { LIVEKIT_KEY, LIVEKIT_SECRET, claims, sign, signRaw } from '../testing/host-app.ts';
import { oddBodies, oddRequests } from '../testing/odd-requests.ts';
import { createTestApp } from '../testing/token-client.ts';

const ORIGIN = 'https://app.example.com';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND'];
const asset: Asset = {
  body: new TextEncoder().encode('{}'),
  contentType: 'text/javascript; charset=utf-8',
  digest: 'abc',
};
const services: Services = {
  assets: {
    find: async (path) => {
      if (path.endsWith('.map')) return { ...asset, contentType: 'application/json' };
      return path.endsWith('.js') ? asset : null;
    },
  },
};

/** An app with room for one page, and what its answers breach of the document. */
async function createSubject(changes: Record<string, string> = {}, more: Services = {}) {
  const limits = { RATE_LIMIT_ADDRESS: 'off', RATE_LIMIT_SUBJECT: 'off', ALLOWED_ORIGINS: ORIGIN };
  const { app } = await createTestApp({ ...limits, ...changes }, { ...services, ...more });
  const request = async (target: string, init: RequestInit = {}) => {
    const answer = await seen(await app.request(target, init));
    return { ...answer, breaches: breaches(init.method ?? 'GET', target, answer) };
  };
  const ask = async (init: RequestInit = {}) =>
    request('/api/livekit/token', {
      method: 'POST',
      body: '{"channel_id":"general"}',
      ...init,
      headers: {
        Authorization: `Bearer ${await sign()}`,
        'Content-Type': 'application/json',
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  return { request, ask };
}

const code = (body: Uint8Array): unknown =>
  (JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>)['code'];

describe('every answer', () => {
  it('is declared: status, fields, media type and body, and never 500', async () => {
    let address = 0;
    const { request } = await createSubject(
      { RATE_LIMIT_ADDRESS: '20/60', TRUST_PROXY: '1' },
      { clientAddress: () => (address++ % 3 === 0 ? undefined : `192.0.2.${address % 20}`) },
    );
    const sound = `Bearer ${await sign()}`;
    const credentials = [
      sound,
      sound,
      `bearer ${await sign({ voice: undefined })}`,
      'Bearer x',
      'Basic eA==',
    ];
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        oddRequests(METHODS, credentials, [ORIGIN, 'http://localhost', 'null']),
        async ({ method, target, headers, body }) => {
          const withBody = body !== null && method !== 'GET' && method !== 'HEAD';
          const fields = headers.map(([name, value]): [string, string] => [name, value]);
          const answer = await request(target, { method, headers: fields, ...(withBody ? { body } : {}) });
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          assert.deepEqual(answer.breaches, []);
          assert.notEqual(answer.status, 500);
        },
      ),
      { numRuns: 3_000 },
    );
    for (const status of [200, 204, 401, 403, 404, 405])
      assert.ok(statuses.has(status), `${status} was seen`);
  });

  it('to a prepared situation is the one that the document declares for it', async () => {
    const away: Services = {
      roomDirectory: { isFullFor: () => Promise.reject(new LiveKitUnavailable('network')) },
    };
    const full: Services = { roomDirectory: { isFullFor: async () => true } };
    const broken: Services = { roomDirectory: { isFullFor: () => Promise.reject(new Error('x')) } };
    const narrow = { ALLOWED_ORIGINS: ORIGIN, RATE_LIMIT_SUBJECT: '1/60' };
    const { ask } = await createSubject(narrow);
    const on = async (some: Services) =>
      (await createSubject(narrow, some)).ask({ headers: { Origin: ORIGIN } });
    const fresh = async (init: RequestInit) => (await createSubject(narrow)).ask(init);
    const answers = [
      [await ask(), 201],
      [await ask(), 429],
      [await on(away), 503],
      [await on(full), 409],
      [await on(broken), 500],
      [await fresh({ body: '{' }), 400],
      [await fresh({ body: '[]' }), 422],
      [await fresh({ body: '{"channel_id":"*"}' }), 422],
      [await fresh({ body: 'x'.repeat(5000) }), 413],
      [await fresh({ headers: { 'Content-Type': 'text/plain' } }), 415],
      [await fresh({ headers: { Authorization: '' } }), 401],
      [await fresh({ headers: { Authorization: 'Bearer x' } }), 401],
      [await fresh({ headers: { Authorization: `Bearer ${await sign({ voice: undefined })}` } }), 403],
      [await fresh({ headers: { Origin: 'https://evil.test' } }), 403],
      [await fresh({ method: 'PUT', headers: { Origin: ORIGIN } }), 405],
    ] as const;
    const preflight = { Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' };
    assert.deepEqual(
      answers.map(([answer]) => [answer.status, answer.breaches]),
      answers.map(([, status]) => [status, []]),
    );
    for (const headers of [{}, { Origin: ORIGIN }, preflight]) {
      const {
        status,
        headers: fields,
        breaches: found,
      } = await (await createSubject()).request('/api/livekit/token', { method: 'OPTIONS', headers });
      assert.deepEqual([status, found], [204, []]);
      assert.equal('access-control-allow-methods' in fields, headers === preflight);
      assert.equal(fields['allow'], headers === preflight ? undefined : 'OPTIONS, POST');
    }
  });

  it('tells its limits in fields that parse as structured ones', async () => {
    const { ask } = await createSubject(
      { RATE_LIMIT_ADDRESS: '2/60', RATE_LIMIT_SUBJECT: '2/30' },
      { clientAddress: () => '192.0.2.1' },
    );
    for (const status of [201, 201, 429]) {
      const answer = await ask();
      assert.equal(answer.status, status);
      const policies = parseList(answer.headers['ratelimit-policy'] ?? '');
      const states = parseList(answer.headers['ratelimit'] ?? '');
      const names = status === 429 ? ['address'] : ['address', 'subject'];
      assert.deepEqual(
        policies.map(([name]) => name),
        names,
      );
      assert.deepEqual(
        states.map(([name]) => name),
        names,
      );
      for (const [, parameters] of policies) assert.deepEqual([...parameters.keys()], ['q', 'w']);
      for (const [, parameters] of states) assert.deepEqual([...parameters.keys()], ['r', 't']);
    }
  });
});

describe('the answers of the other paths', () => {
  const answer = async (more: Services, target: string, init: RequestInit = {}) => {
    const { status, breaches: found } = await (await createSubject({}, more)).request(target, init);
    return [status, found];
  };

  it('are declared too: not ready, not there, not changed', async () => {
    assert.deepEqual(await answer({ isStopping: () => true }, '/readyz'), [503, []]);
    assert.deepEqual(await answer({ isStopping: () => true }, '/readyz', { method: 'HEAD' }), [503, []]);
    const none = { assets: { find: async () => null } };
    for (const target of ['/voice-room.js', '/voice-room.js.map', '/v/1/x.js', '/openapi.json']) {
      const isDocument = target === '/openapi.json';
      assert.deepEqual(await answer({}, target), [200, []], target);
      assert.deepEqual(await answer(none, target), [isDocument ? 200 : 404, []], target);
      const headers = { 'If-None-Match': '*' };
      assert.deepEqual(await answer({}, target, { headers }), [304, []], target);
    }
  });

  it('are declared for webhooks: taken, unsigned, too large, of another media type', async () => {
    const body = '{"event":"room_started"}';
    const token = new AccessToken(LIVEKIT_KEY, LIVEKIT_SECRET);
    token.sha256 = createHash('sha256').update(body).digest('base64');
    const signed = { Authorization: await token.toJwt(), 'Content-Type': 'application/webhook+json' };
    const post = (headers: Record<string, string>, content = body) =>
      answer({}, '/api/livekit/webhook', { method: 'POST', headers, body: content });
    assert.deepEqual(await post(signed), [204, []]);
    assert.deepEqual(await post({ ...signed, 'Content-Type': 'application/json' }), [204, []]);
    assert.deepEqual(await post({ ...signed, Authorization: 'x' }), [401, []]);
    assert.deepEqual(await post({ 'Content-Type': 'application/json' }), [401, []]);
    assert.deepEqual(await post({ ...signed, 'Content-Type': 'text/plain' }), [415, []]);
    assert.deepEqual(await post(signed, 'x'.repeat(300_000)), [413, []]);
  });
});

describe('methods', () => {
  it('that a path does not have are 405 with Allow, which OPTIONS tells too', async () => {
    const { request } = await createSubject();
    for (const template of PATHS) {
      const path = template.replace('{version}', '1').replace('{file}', 'x.js');
      const { status, headers } = await request(path, { method: 'OPTIONS' });
      assert.equal(status, 204);
      const allowed = (headers['allow'] ?? '').split(', ');
      for (const method of METHODS) {
        const answer = await request(path, { method });
        assert.equal(answer.status === 405, !allowed.includes(method), `${method} ${path}`);
        assert.deepEqual(answer.breaches, []);
        if (answer.status === 405) assert.equal(answer.headers['allow'], headers['allow']);
      }
    }
  });

  it('HEAD is GET without the body, for every path and any fields', async () => {
    const { request } = await createSubject();
    await fc.assert(
      fc.asyncProperty(oddRequests(['GET'], ['Bearer x'], [ORIGIN]), async ({ target, headers }) => {
        const fields: [string, string][] = [
          ...headers.filter(([name]) => name !== 'X-Request-Id'),
          ['X-Request-Id', 'same'],
        ].map(([name = '', value = '']) => [name, value]);
        const get = await request(target, { method: 'GET', headers: fields });
        const head = await request(target, { method: 'HEAD', headers: fields });
        assert.equal(head.body.length, 0);
        assert.deepEqual([head.status, head.headers], [get.status, get.headers]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the token route', () => {
  const requestSchema = ['components', 'schemas', 'TokenRequest'];
  /** What JSON Schema cannot say of a channel id. */
  const inexpressible = ['too-long', 'not-nfc', 'ill-formed'];

  it('takes the bodies that the schema has, and refuses the others', async () => {
    const { ask } = await createSubject();
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(oddBodies, async (body) => {
        const { status, body: answer } = await ask({ body });
        let value: unknown;
        try {
          value = JSON.parse(body);
        } catch {
          return assert.equal(status, 400);
        }
        if (status === 413) return assert.ok(body.length > 3_000);
        if (satisfies(requestSchema, value) !== null) return assert.ok(status === 422 || status === 400);
        const { fault } = JSON.parse(new TextDecoder().decode(answer)) as { fault?: string };
        const isTwice = status === 400 && body.includes('"channel_id":"a","channel_id"');
        assert.ok(status === 201 || isTwice || inexpressible.includes(fault ?? ''), `${status} ${body}`);
        if (status === 201) taken++;
      }),
      { numRuns: 1_000 },
    );
    assert.ok(taken > 100, `${taken} were taken`);
  });

  it('takes one media type', async () => {
    const { ask } = await createSubject();
    const types = fc.tuple(
      fc.constantFrom('text', 'application', 'image'),
      fc.stringMatching(/^[a-z0-9.+-]{1,12}$/),
    );
    await fc.assert(
      fc.asyncProperty(types, async ([type, subtype]) => {
        fc.pre(`${type}/${subtype}` !== 'application/json');
        const answer = await ask({ headers: { 'Content-Type': `${type}/${subtype}` } });
        assert.deepEqual([answer.status, answer.breaches], [415, []]);
      }),
      { numRuns: 50 },
    );
  });

  it('challenges whoever has no token, and says so where one was no good', async () => {
    const { ask } = await createSubject();
    const garbage = fc.stringMatching(/^[!-~]{1,40}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', 'Bearer ', 'Basic ', 'bearer  '),
        garbage,
        async (scheme, rest) => {
          const {
            status,
            headers,
            breaches: found,
          } = await ask({ headers: { Authorization: scheme + rest } });
          assert.deepEqual([status, found], [401, []]);
          const wasSent = /^bearer /i.test(scheme) || /^bearer$/i.test(rest);
          assert.equal(headers['www-authenticate']?.includes('error="invalid_token"'), wasSent);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('gives every signed token an answer, whatever its header and claims are', async () => {
    const { ask } = await createSubject();
    const names = ['iss', 'aud', 'sub', 'name', 'picture', 'voice', 'exp', 'nbf', 'iat', '__proto__', 'x'];
    const payload = fc.oneof(
      fc
        .dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 2 })
        .map((odd) => JSON.stringify(claims(odd))),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.string(),
    );
    const header = fc.oneof(
      { weight: 3, arbitrary: fc.constant('{"alg":"HS256"}') },
      fc
        .dictionary(fc.constantFrom('typ', 'kid', 'alg', 'crit', 'jwk', 'b64'), fc.jsonValue())
        .map((odd) => JSON.stringify({ alg: 'HS256', ...odd })),
      fc.string(),
    );
    const codes = new Set<unknown>();
    await fc.assert(
      fc.asyncProperty(header, payload, fc.nat(3), async (head, content, cut) => {
        const token = await signRaw(head, content);
        const answer = await ask({
          headers: { Authorization: `Bearer ${token.slice(0, cut === 0 ? -1 : undefined)}` },
        });
        assert.deepEqual(answer.breaches, []);
        assert.ok([201, 401, 403].includes(answer.status), String(answer.status));
        codes.add(answer.status === 201 ? 'token' : code(answer.body));
      }),
      { numRuns: 500 },
    );
    assert.deepEqual([...codes].map(String).toSorted(), ['channel-forbidden', 'token', 'token-invalid']);
  });
});
