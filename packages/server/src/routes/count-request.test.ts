// How requests are counted, refused and told, by address and by subject.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sign } from '../testing/host-app.ts';
import { createTestApp } from '../testing/token-client.ts';

describe('the limit by address', () => {
  it('answers 429 before the token is looked at, with what to wait for', async () => {
    const { ask, log } = await createTestApp(
      { RATE_LIMIT_ADDRESS: '2/60' },
      { clientAddress: () => '192.0.2.1' },
    );
    assert.equal((await ask({ token: 'forged' })).status, 401);
    const second = await ask();
    assert.equal(second.status, 201);
    assert.equal(second.headers.get('RateLimit-Policy'), '"address";q=2;w=60, "subject";q=60;w=60');
    assert.match(second.headers.get('RateLimit') ?? '', /^"address";r=0;t=\d+, "subject";r=59;t=60$/);
    const { status, headers, body } = await ask();
    assert.deepEqual([status, body['code']], [429, 'rate-limited']);
    assert.match(headers.get('Retry-After') ?? '', /^([1-9]|[1-5]\d|60)$/);
    assert.match(headers.get('RateLimit') ?? '', /^"address";r=0;t=\d+$/);
    assert.equal(body['type'], 'https://iana.org/assignments/http-problem-types#quota-exceeded');
    assert.deepEqual(body['violated-policies'], ['address']);
    assert.equal(log.at(-1)?.tenant, undefined, 'nobody was authenticated');
  });

  it('counts each address alone, and preflights not at all', async () => {
    let address = '192.0.2.1';
    const { ask } = await createTestApp({ RATE_LIMIT_ADDRESS: '1/60' }, { clientAddress: () => address });
    const headers = { Origin: 'http://localhost', 'Access-Control-Request-Method': 'POST' };
    for (let i = 0; i < 3; i++) assert.equal((await ask({ method: 'OPTIONS', headers })).status, 204);
    assert.equal((await ask()).status, 201);
    assert.equal((await ask()).status, 429);
    address = '192.0.2.2';
    assert.equal((await ask()).status, 201);
  });
});

describe('the limit by subject', () => {
  it('counts each person alone, whatever the address', async () => {
    const { ask } = await createTestApp({ RATE_LIMIT_SUBJECT: '1/60' });
    const ada = await sign({ sub: 'ada' });
    assert.equal((await ask({ token: ada })).status, 201);
    const refused = await ask({ token: await sign({ sub: 'ada', jti: 'another token' }) });
    assert.deepEqual([refused.status, refused.body['violated-policies']], [429, ['subject']]);
    assert.equal((await ask({ token: await sign({ sub: 'bob' }) })).status, 201);
  });

  it('begins anew when the window ends', async (t) => {
    t.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.now() });
    const { ask } = await createTestApp({ RATE_LIMIT_SUBJECT: '1/60' });
    const token = await sign();
    assert.equal((await ask({ token })).status, 201);
    t.mock.timers.tick(30_000);
    const refused = await ask({ token });
    assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '30']);
    t.mock.timers.tick(30_000);
    assert.equal((await ask({ token })).status, 201);
  });

  it('may be off', async () => {
    const { ask } = await createTestApp(
      { RATE_LIMIT_SUBJECT: 'off', RATE_LIMIT_ADDRESS: 'off' },
      { clientAddress: () => 'a' },
    );
    const { status, headers } = await ask();
    assert.deepEqual([status, headers.get('RateLimit')], [201, null]);
  });
});
