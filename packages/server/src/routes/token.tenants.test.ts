// Several customers on one server: whose token opens whose rooms, and that nothing of one reaches another.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { Measurement } from '../measurement.ts';
import { AUDIENCE, sign } from '../testing/host-app.ts';
import { byClaim, issuer, origins, serverConfig, settings, tenant } from '../testing/tenants.ts';
import type { Answer } from '../testing/token-client.ts';
import { createAppOf } from '../testing/token-client.ts';

const ACME = 'https://acme.example/';
const GLOBEX = 'https://globex.example/';
const SHARED = 'https://clerk.example';

const refusal = ({ status, body }: Answer) => [status, body['code']];

describe('listed tenants', () => {
  const livekit = {
    apiKey: 'APIglobex',
    apiSecret: 's'.repeat(40),
    wsUrl: 'wss://globex',
    apiUrl: 'https://globex',
  };
  const config = serverConfig(
    [
      tenant('acme', { origins: origins('https://app.acme.example') }),
      tenant('globex', {
        livekit,
        origins: origins('https://app.globex.example', 'https://*.globex.example'),
      }),
    ],
    [
      issuer(ACME, { kind: 'named', id: 'acme' }),
      issuer(GLOBEX, { kind: 'named', id: 'globex' }, { audience: { claims: ['azp'], values: ['web'] } }),
    ],
  );
  const acme = () => sign({ iss: ACME });
  const globex = () => sign({ iss: GLOBEX, azp: 'web' });

  it('are chosen by the exact issuer: rooms, LiveKit project and log follow', async () => {
    const { ask, log } = createAppOf(config);
    const first = await ask({ token: await acme() });
    const second = await ask({ token: await globex() });
    assert.deepEqual(
      [first.body['room_name'], second.body['room_name']],
      ['voice-acme:general', 'voice-globex:general'],
    );
    assert.equal(second.body['server_url'], 'wss://globex');
    assert.equal(decodeJwt(String(second.body['participant_token'])).iss, 'APIglobex');
    assert.deepEqual(
      log.map((entry) => entry.tenant),
      ['acme', 'globex'],
    );
  });

  it('cannot be chosen by anything else: not by a body, a near issuer, or the other’s audience', async () => {
    const { ask } = createAppOf(config);
    for (const iss of [
      'https://acme.example',
      'https://ACME.example/',
      `${ACME} `,
      `${ACME}x`,
      [ACME],
      undefined,
    ])
      assert.deepEqual(
        refusal(await ask({ token: await sign({ iss }) })),
        [401, 'token-invalid'],
        String(iss),
      );
    assert.deepEqual(refusal(await ask({ token: await sign({ iss: GLOBEX, aud: AUDIENCE }) })), [
      401,
      'token-invalid',
    ]);
    const { body } = await ask({ token: await acme(), body: { room_name: 'voice-globex:general' } });
    assert.equal(
      body['room_name'],
      'voice-acme:globex:general',
      'a room of its own tenant, whatever it is called',
    );
  });

  it('let in pages of their own origins alone', async () => {
    const { ask, log } = createAppOf(config);
    const from = async (token: string, Origin: string) => (await ask({ token, headers: { Origin } })).status;
    assert.equal(await from(await acme(), 'https://app.acme.example'), 201);
    assert.equal(await from(await globex(), 'https://eu.globex.example'), 201);
    assert.equal(await from(await acme(), 'https://app.globex.example'), 403);
    assert.equal(await from(await globex(), 'https://app.acme.example'), 403);
    assert.equal(await from(await acme(), 'http://localhost'), 201, 'the server’s own origin');
    assert.equal(log.at(-2)?.code, 'origin-not-allowed');
    const preflight = { Origin: 'https://app.globex.example', 'Access-Control-Request-Method': 'POST' };
    assert.equal((await ask({ method: 'OPTIONS', token: null, headers: preflight })).status, 204);
    const foreign = { ...preflight, Origin: 'https://app.initech.example' };
    assert.equal((await ask({ method: 'OPTIONS', token: null, headers: foreign })).status, 403);
  });
});

describe('tenants that a claim opens', () => {
  const rule = byClaim({
    known: [{ value: 'org_acme', tenant: 'acme' }],
    settings: settings({
      channelAccess: { kind: 'all' },
      limits: { tenant: null, subject: { requests: 1, seconds: 60 } },
    }),
  });
  const config = serverConfig(
    [tenant('acme')],
    [issuer(SHARED, rule), issuer(ACME, { kind: 'named', id: 'acme' })],
  );
  const of = (id: unknown, changes: Record<string, unknown> = {}) =>
    sign({ iss: SHARED, org: { id }, ...changes });

  it('need no line of their own, and never share a room', async () => {
    const { ask } = createAppOf(config);
    const rooms = new Set<unknown>();
    for (let i = 0; i < 200; i++) {
      const { status, body } = await ask({ token: await of(`org_${i}`) });
      assert.equal(status, 201);
      rooms.add(body['room_name']);
    }
    assert.equal(rooms.size, 200);
    for (const room of rooms) assert.match(String(room), /^voice-[a-z0-9-]{1,32}:general$/);
  });

  it('count their people apart, also people with one name', async () => {
    const { ask } = createAppOf(config);
    assert.equal((await ask({ token: await of('one') })).status, 201);
    assert.equal((await ask({ token: await of('one') })).status, 429);
    assert.equal((await ask({ token: await of('two') })).status, 201);
  });

  it('are listed ones where the rule knows the organisation, with the settings of those', async () => {
    const { ask } = createAppOf(config);
    const { body } = await ask({ token: await of('org_acme') });
    assert.equal(body['room_name'], 'voice-acme:general');
    assert.deepEqual(refusal(await ask({ token: await of('acme') })), [403, 'channel-forbidden']);
  });

  it('are none without the claim: 403, and the log says why while the answer does not', async () => {
    const { ask, log } = createAppOf(config);
    const answer = await ask({ token: await sign({ iss: SHARED }) });
    assert.deepEqual(refusal(answer), [403, 'channel-forbidden']);
    assert.match(answer.headers.get('WWW-Authenticate') ?? '', /error="insufficient_scope"/);
    assert.equal(log.at(-1)?.reason, 'no-tenant');
    assert.doesNotMatch(JSON.stringify(answer.body), /tenant/);
    for (const id of ['', null, 7, {}, ['one'], 'a\u0000b'])
      assert.deepEqual(
        refusal(await ask({ token: await of(id) })),
        [403, 'channel-forbidden'],
        JSON.stringify(id),
      );
  });

  it('are measured all together, however many there are', async () => {
    const measured: Measurement[] = [];
    const { ask } = createAppOf(config, { record: (measurement) => void measured.push(measurement) });
    for (const id of ['one', 'two', 'org_acme']) await ask({ token: await of(id) });
    const labels = measured.flatMap((one) => (one.kind === 'request' ? [one.tenant] : []));
    assert.deepEqual(labels, ['*', '*', 'acme']);
  });
});

describe('the limit of a tenant', () => {
  it('counts all of its people together, and nobody else', async () => {
    const limits = { tenant: { requests: 2, seconds: 60 }, subject: null };
    const { ask } = createAppOf(
      serverConfig(
        [tenant('acme', { limits }), tenant('globex', { limits })],
        [issuer(ACME, { kind: 'named', id: 'acme' }), issuer(GLOBEX, { kind: 'named', id: 'globex' })],
      ),
    );
    for (const sub of ['a', 'b'])
      assert.equal((await ask({ token: await sign({ iss: ACME, sub }) })).status, 201);
    const refused = await ask({ token: await sign({ iss: ACME, sub: 'c' }) });
    assert.deepEqual([refused.status, refused.body['violated-policies']], [429, ['tenant']]);
    assert.match(refused.headers.get('RateLimit') ?? '', /^"tenant";r=0;t=\d+$/);
    assert.equal((await ask({ token: await sign({ iss: GLOBEX, sub: 'c' }) })).status, 201);
  });
});

describe('the limit of a person', () => {
  it('uses up nothing of the tenant’s where it refuses, and nobody sees how much of that is left', async () => {
    const limits = { tenant: { requests: 5, seconds: 60 }, subject: { requests: 2, seconds: 60 } };
    const { ask } = createAppOf(
      serverConfig([tenant('acme', { limits })], [issuer(ACME, { kind: 'named', id: 'acme' })]),
    );
    const of = async (sub: string) => ask({ token: await sign({ iss: ACME, sub }) });
    for (let i = 0; i < 20; i++) await of('mallory');
    const answer = await of('victim');
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('RateLimit-Policy'), '"subject";q=2;w=60');
  });
});

describe('an identity provider that is away', () => {
  it('is 503 with Retry-After for its own tenant, and nothing for another', async () => {
    const keys = { kind: 'jwks', url: 'http://127.0.0.1:1/jwks.json', algorithms: ['HS256'] } as const;
    const { ask } = createAppOf(
      serverConfig(
        [tenant('acme'), tenant('globex')],
        [
          issuer(ACME, { kind: 'named', id: 'acme' }, { keys }),
          issuer(GLOBEX, { kind: 'named', id: 'globex' }),
        ],
      ),
    );
    const away = await ask({ token: await sign({ iss: ACME }) });
    assert.deepEqual(refusal(away), [503, 'identity-provider-unavailable']);
    assert.match(away.headers.get('Retry-After') ?? '', /^[1-9]\d*$/);
    assert.equal((await ask({ token: await sign({ iss: GLOBEX }) })).status, 201);
  });

  it('does not make the server unready while another issuer has its keys', async () => {
    const keys = { kind: 'jwks', url: 'http://127.0.0.1:1/jwks.json', algorithms: ['ES256'] } as const;
    const away = issuer(ACME, { kind: 'named', id: 'acme' }, { keys });
    const here = issuer(GLOBEX, { kind: 'named', id: 'globex' });
    const ready = async (...issuers: (typeof away)[]): Promise<number> => {
      const { ask } = createAppOf(serverConfig([tenant('acme'), tenant('globex')], issuers));
      return (await ask({ method: 'GET', path: '/readyz' })).status;
    };
    assert.equal(await ready(away, here), 200);
    assert.equal(await ready(away), 503);
    assert.equal(await ready(away, { ...away, issuer: 'https://also-away.example/' }), 503);
  });
});
