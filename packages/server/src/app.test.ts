// The app as a whole: mounted into another one, and under requests that nobody would send in earnest.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { HOST_SECRET, claims, sign, signRaw } from './testing/host-app.ts';
import { createTestApp, send } from './testing/token-client.ts';

describe('the app inside another one', () => {
  it('answers below the path where it is mounted, refusals included', async () => {
    const { app, log } = await createTestApp();
    const host = new Hono().get('/', (c) => c.text('the host')).route('/voice', app);
    const request = (path: string, init: RequestInit) => host.request(`/voice${path}`, init);
    assert.equal((await send(request)).status, 201);
    assert.equal(log.at(-1)?.route, '/voice/api/livekit/token');
    const refused = await send(request, { token: null });
    assert.deepEqual([refused.status, refused.body['code']], [401, 'token-missing']);
    assert.equal((await send(request, { method: 'GET' })).status, 405);
    assert.equal((await send(request, { method: 'GET', path: '/healthz', token: null })).status, 200);
    assert.equal(await (await host.request('/')).text(), 'the host');
  });
});

/** A small generator with a seed (mulberry32), so that a failure can be repeated. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const ODD_VALUES = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'a',
  '\u0000',
  '\ud800',
  '__proto__',
  [],
  [[]],
  {},
  { a: { b: [] } },
];
const ODD_TEXTS = [
  '',
  ' ',
  '.',
  '..',
  '...',
  '\u0001',
  '{}',
  '[]',
  'null',
  '"',
  '\\',
  '%',
  '%ff',
  ',',
  ';',
  '=',
  'Bearer',
  'é',
  '://',
];

describe('any request', () => {
  it('gets an answer that is not 500: 1500 odd ones', async () => {
    const random = createRandom(20_261_122);
    const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
    const { ask } = await createTestApp(
      { TRUST_PROXY: '1', RATE_LIMIT_ADDRESS: '100000/60', RATE_LIMIT_SUBJECT: 'off' },
      { clientAddress: () => pick(ODD_TEXTS) },
    );
    const seen = new Set<number>();
    for (let i = 0; i < 1500; i++) {
      const name = pick(['iss', 'aud', 'sub', 'name', 'picture', 'voice', 'exp', 'nbf', 'iat', 'x']);
      const payload = JSON.stringify(claims({ [name]: pick(ODD_VALUES) }));
      const header = JSON.stringify({
        alg: 'HS256',
        [pick(['typ', 'kid', 'alg', 'crit', 'x'])]: pick(ODD_VALUES),
      });
      const signed = await signRaw(
        pick([header, '{"alg":"HS256"}']),
        pick([payload, pick(ODD_TEXTS)]),
        HOST_SECRET,
      );
      const token = pick([
        signed,
        signed,
        await sign(),
        pick(ODD_TEXTS),
        signed.slice(0, random(signed.length)),
      ]);
      const value = pick([...ODD_VALUES, ...ODD_TEXTS]);
      const body = pick<unknown>([
        { channel_id: value },
        { room_name: value },
        { [pick(ODD_TEXTS)]: value },
        value,
        pick(ODD_TEXTS),
      ]);
      const printable = ODD_TEXTS.filter((text) => /^[ -~]*$/.test(text));
      const headers = {
        [pick(['Origin', 'Content-Type', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'X-Request-Id', 'X-Pad'])]:
          pick(printable),
      };
      const isText = /^[ -~]*$/.test(token);
      const answer = await ask({ token: isText ? token : null, body, headers });
      assert.ok(answer.status < 500, JSON.stringify({ token, body, headers, answer: answer.body }));
      if (answer.status !== 201) assert.equal(answer.body['status'], answer.status);
      seen.add(answer.status);
    }
    for (const status of [201, 400, 401, 403, 415, 422])
      assert.ok(seen.has(status), `${status} was among them`);
  });
});
