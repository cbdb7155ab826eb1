// Keys from a real key-set endpoint: kept, refreshed, failing and flooded, by a clock that the test sets.
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { JWK } from 'jose';
import { exportJWK, generateKeyPair } from 'jose';
import { nodeSignatures } from '../node/node-signatures.ts';
import type { KeySetEndpoint } from '../testing/key-set-endpoint.ts';
import { answerJson, serveKeySet } from '../testing/key-set-endpoint.ts';
import { KeysUnavailable } from './auth-failure.ts';
import type { FetchEvent, JwksParts } from './jwks-key-source.ts';
import { createJwksKeySource } from './jwks-key-source.ts';
import type { KeySource } from './key-source.ts';

const newKey = async (kid: string): Promise<JWK> => ({
  ...(await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey)),
  kid,
});
const KEY = await newKey('one');
const NEXT = await newKey('two');
const fails: KeySetEndpoint['answer'] = (_, response) => response.writeHead(500).end();

interface Bench {
  readonly endpoint: KeySetEndpoint;
  readonly source: KeySource;
  readonly events: FetchEvent[];
  /** Lets seconds pass. */
  pass(seconds: number): void;
  /** How many verifiers `find` gives, or the reason and the Retry-After of its failure. */
  ask(kid?: string): Promise<number | [string, number]>;
}

async function bench(
  t: TestContext,
  answer = answerJson({ keys: [KEY] }),
  parts: Partial<JwksParts> = {},
): Promise<Bench> {
  const endpoint = await serveKeySet(t, answer);
  let now = 1_800_000_000_000;
  const events: FetchEvent[] = [];
  const source = createJwksKeySource(
    { url: endpoint.url, algorithms: ['ES256'] },
    {
      signatures: nodeSignatures,
      fetch,
      now: () => now,
      random: () => 0.5,
      onFetch: (event) => events.push(event),
      ...parts,
    },
  );
  return {
    endpoint,
    source,
    events,
    pass(seconds) {
      now += seconds * 1000;
    },
    async ask(kid = 'one') {
      try {
        return (await source.find({ algorithm: 'ES256', kid })).length;
      } catch (error) {
        assert.ok(error instanceof KeysUnavailable);
        return [error.reason, error.retryAfter];
      }
    },
  };
}

/** Waits for the end of a fetch that `find` left running, the `count`th in all. */
async function settle({ events }: Bench, count: number): Promise<void> {
  while (events.length < count) await new Promise((resolve) => setImmediate(resolve));
}

describe('published keys', () => {
  it('are fetched once for all who ask at the same time, and then are there at once', async (t) => {
    const { ask, endpoint, source, events } = await bench(t);
    assert.equal(source.ready(), false);
    assert.equal(source.fetchedAt(), null);
    assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [1, 1, 1]);
    assert.ok(Array.isArray(source.find({ algorithm: 'ES256', kid: 'one' })));
    assert.equal(source.ready(), true);
    assert.equal(source.fetchedAt(), 1_800_000_000_000);
    assert.equal(endpoint.requests.length, 1);
    assert.deepEqual(events, [{ outcome: 'ok', durationMs: 0 }]);
  });

  it('are tried in turn for a token without kid, at most eight of them', async (t) => {
    const keys = await Promise.all(Array.from({ length: 12 }, (_, index) => newKey(`k${index}`)));
    const { source } = await bench(t, answerJson({ keys }));
    assert.equal((await source.find({ algorithm: 'ES256' })).length, 8);
    assert.equal((await source.find({ algorithm: 'ES256', kid: 'k11' })).length, 1);
  });

  it('without a kid may have signed a token that names one', async (t) => {
    const { kid: _, ...nameless } = KEY;
    const { ask } = await bench(t, answerJson({ keys: [nameless, NEXT] }));
    assert.equal(await ask('whatever'), 1);
    assert.equal(await ask('two'), 1);
  });

  it('are not fetched for a known kid with another algorithm', async (t) => {
    const { source, endpoint, pass } = await bench(t);
    await source.load();
    pass(31);
    assert.deepEqual(await source.find({ algorithm: 'ES384', kid: 'one' }), []);
    assert.equal(endpoint.requests.length, 1);
  });

  it('are fetched anew while they are in use, before they are ten minutes old', async (t) => {
    const it = await bench(t);
    await it.ask();
    it.pass(539);
    await it.ask();
    assert.equal(it.endpoint.requests.length, 1);
    it.pass(1);
    it.endpoint.answer = answerJson({ keys: [KEY, NEXT] });
    assert.ok(Array.isArray(it.source.find({ algorithm: 'ES256', kid: 'one' })));
    await settle(it, 2);
    assert.equal(await it.ask('two'), 1);
    assert.equal(it.endpoint.requests.length, 2);
  });

  it('that nobody used for ten minutes are not believed before they were fetched anew', async (t) => {
    const { ask, endpoint, pass } = await bench(t);
    await ask();
    pass(600);
    endpoint.answer = answerJson({ keys: [NEXT] });
    assert.equal(await ask('one'), 0);
    assert.equal(endpoint.requests.length, 2);
  });

  it('are kept for as long as their publisher says, between one minute and ten', async (t) => {
    for (const [header, seconds] of [
      ['public, max-age=120', 120],
      ['max-age=0', 60],
      ['max-age=99999', 600],
      ['x-max-age=60', 600],
    ] as const) {
      const { ask, endpoint, pass } = await bench(
        t,
        answerJson({ keys: [KEY] }, { 'Cache-Control': header }),
      );
      await ask();
      pass(seconds * 0.9 - 1);
      await ask();
      assert.equal(endpoint.requests.length, 1, header);
      pass(seconds * 0.1 + 1);
      await ask();
      assert.equal(endpoint.requests.length, 2, header);
    }
  });

  it('are fetched anew where the clock was set back', async (t) => {
    const it = await bench(t);
    await it.ask();
    it.pass(-1_000_000);
    assert.equal(await it.ask(), 1);
    await settle(it, 2);
    assert.equal(it.source.fetchedAt(), 1_800_000_000_000 - 1_000_000_000);
  });
});

describe('an unknown kid', () => {
  it('asks again, but a thousand of them cause one request a cool-down', async (t) => {
    const { ask, endpoint, pass } = await bench(t);
    await ask();
    for (let i = 0; i < 1000; i++) assert.equal(await ask(`k${i}`), 0);
    assert.equal(endpoint.requests.length, 1);
    pass(30);
    assert.deepEqual(
      new Set(await Promise.all(Array.from({ length: 1000 }, (_, i) => ask(`m${i}`)))),
      new Set([0]),
    );
    assert.equal(endpoint.requests.length, 2);
    endpoint.answer = answerJson({ keys: [KEY, NEXT] });
    pass(30);
    assert.equal(await ask('two'), 1);
    assert.equal(endpoint.requests.length, 3);
  });

  it('that was just looked for does not ask again for a minute', async (t) => {
    const { ask, endpoint, pass } = await bench(t);
    await ask();
    pass(30);
    assert.equal(await ask('two'), 0);
    endpoint.answer = answerJson({ keys: [KEY, NEXT] });
    pass(59);
    assert.equal(await ask('two'), 0);
    assert.equal(endpoint.requests.length, 2);
    pass(1);
    assert.equal(await ask('two'), 1);
    assert.equal(endpoint.requests.length, 3);
  });

  it('is neither known nor refused while the endpoint fails', async (t) => {
    const { ask, endpoint, pass } = await bench(t);
    await ask();
    pass(30);
    endpoint.answer = fails;
    assert.deepEqual(await ask('two'), ['http-status', 6]);
    assert.deepEqual(await ask('two'), ['http-status', 6]);
    assert.equal(await ask('one'), 1);
    assert.equal(endpoint.requests.length, 2);
    endpoint.answer = answerJson({ keys: [NEXT] });
    pass(6);
    assert.equal(await ask('two'), 1);
  });
});

describe('a failing endpoint', () => {
  it('is left alone for longer and longer, up to a minute', async (t) => {
    const { ask, endpoint, pass, source } = await bench(t, fails);
    const pauses: number[] = [];
    for (let i = 0; i < 6; i++) {
      const failure = await ask();
      assert.ok(Array.isArray(failure));
      const [, retryAfter] = failure;
      pauses.push(retryAfter);
      pass(retryAfter - 1);
      await assert.rejects(source.load(), KeysUnavailable);
      await ask();
      assert.equal(endpoint.requests.length, i + 1);
      pass(1);
    }
    assert.deepEqual(pauses, [6, 12, 23, 45, 54, 54]);
    endpoint.answer = answerJson({ keys: [KEY] });
    assert.equal(await ask(), 1);
    endpoint.answer = fails;
    pass(600);
    await ask();
    assert.deepEqual(await ask('two'), ['http-status', 6]);
  });

  it('does not end the use of its last keys for a day, and ends it then', async (t) => {
    const it = await bench(t);
    await it.ask();
    it.endpoint.answer = fails;
    it.pass(600);
    assert.equal(await it.ask(), 1);
    assert.equal(it.endpoint.requests.length, 2);
    it.pass(3600);
    // Nobody waits for an endpoint that is known to fail.
    assert.ok(Array.isArray(it.source.find({ algorithm: 'ES256', kid: 'one' })));
    await settle(it, 3);
    await it.source.load();
    it.pass(86_400 - 3600 - 1);
    assert.equal(await it.ask(), 1);
    await settle(it, 4);
    assert.equal(it.source.ready(), true);
    it.pass(1);
    assert.equal(it.source.ready(), false);
    const failure = await it.ask();
    assert.ok(Array.isArray(failure));
    it.endpoint.answer = answerJson({ keys: [KEY] });
    it.pass(60);
    assert.equal(await it.ask(), 1);
  });

  it('of one source takes nothing from another', async (t) => {
    const [bad, good] = [await bench(t, fails), await bench(t)];
    assert.deepEqual(await bad.ask(), ['http-status', 6]);
    assert.equal(await good.ask(), 1);
    assert.equal(good.endpoint.requests.length, 1);
  });

  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  const big = JSON.stringify({ keys: [KEY], pad: 'x'.repeat(10_000_000) });
  const failures: [string, KeySetEndpoint['answer'], string][] = [
    ['404', (_, response) => response.writeHead(404).end(JSON.stringify({ keys: [KEY] })), 'http-status'],
    ['a redirect', (_, response) => response.writeHead(302, { Location: '/keys' }).end(), 'http-status'],
    ['204', (_, response) => response.writeHead(204).end(), 'http-status'],
    ['HTML', (_, response) => response.end('<!doctype html><title>Sign in</title>'), 'not-json'],
    ['nothing', (_, response) => response.end(), 'not-json'],
    [
      'bytes that are no UTF-8',
      (_, response) => response.end(Buffer.from('{"keys":[],"x":"\xff"}', 'latin1')),
      'not-json',
    ],
    ['half a set', (_, response) => response.end('{"keys":['), 'not-json'],
    ['null', answerJson(null), 'not-a-key-set'],
    ['a list', answerJson([KEY]), 'not-a-key-set'],
    ['an object of keys', answerJson({ keys: { one: KEY } }), 'not-a-key-set'],
    ['a single key', answerJson(KEY), 'not-a-key-set'],
    ['65 keys', answerJson({ keys: Array(65).fill(KEY) }), 'too-many-keys'],
    ['an empty set', answerJson({ keys: [] }), 'no-usable-key'],
    ['one weak key of another kind', answerJson({ keys: [weak] }), 'no-usable-key'],
    ['10 MB', (_, response) => response.end(big), 'too-large'],
    ['a torn connection', (request) => request.socket.destroy(), 'network'],
  ];
  for (const [what, answer, reason] of failures) {
    it(`is one that answers with ${what}`, async (t) => {
      const { ask, endpoint, events } = await bench(t, answer);
      assert.deepEqual(await ask(), [reason, 6]);
      assert.deepEqual(endpoint.requests, ['/jwks']);
      assert.deepEqual(events, [{ outcome: reason, durationMs: 0 }]);
    });
  }

  it('is one that never ends its answer, head or body', { timeout: 5_000 }, async (t) => {
    const hanging: KeySetEndpoint['answer'][] = [
      () => undefined,
      (_, response) => void response.writeHead(200).write('{"keys":['),
    ];
    for (const answer of hanging) {
      const { ask } = await bench(t, answer, { timeout: 100 });
      assert.deepEqual(await ask(), ['timeout', 6]);
    }
  });

  it('is not what an answer is called that fails in a way that nobody foresaw', async (t) => {
    const answer = { status: 200, body: new Response(JSON.stringify({ keys: [KEY] })).body };
    const { ask } = await bench(t, undefined, { fetch: async () => answer as unknown as Response });
    assert.deepEqual(await ask(), ['unexpected', 6]);
  });

  it('is not made worse by who watches it', async (t) => {
    const { ask } = await bench(t, answerJson({ keys: [KEY] }), {
      onFetch: () => {
        throw new Error('broken');
      },
    });
    assert.equal(await ask(), 1);
  });
});

describe('in a runtime that ties promises to requests', () => {
  it('every request fetches for itself until there are keys, and none waits for another', async (t) => {
    const it = await bench(t, answerJson({ keys: [KEY] }), { sharesFetches: false });
    assert.deepEqual(await Promise.all([it.ask(), it.ask()]), [1, 1]);
    assert.equal(it.endpoint.requests.length, 2);
    it.pass(30);
    assert.deepEqual(await Promise.all([it.ask('two'), it.ask('two'), it.ask()]), [0, ['network', 1], 1]);
    assert.equal(it.endpoint.requests.length, 3);
    it.pass(600);
    assert.deepEqual(await Promise.all([it.ask(), it.ask()]), [1, 1]);
    assert.equal(it.endpoint.requests.length, 4);
  });

  it('a fetch that was dropped with its request is given up', async (t) => {
    const answers = [new Promise<Response>(() => undefined), Promise.resolve(Response.json({ keys: [KEY] }))];
    const it = await bench(t, undefined, { fetch: () => answers.shift() ?? Promise.reject(new Error()) });
    void it.ask();
    it.pass(5);
    assert.equal(await it.ask(), 1);
  });
});

it('a published key verifies what its owner signed, and a shared secret never does', async (t) => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const secret = Buffer.from('a secret that must never verify anything');
  const oct = { kty: 'oct', k: secret.toString('base64url'), kid: 'oct', alg: 'HS256' };
  const { source } = await bench(
    t,
    answerJson({ keys: [oct, { ...(await exportJWK(pair.publicKey)), kid: 'one' }] }),
  );
  const [verify] = await source.find({ algorithm: 'ES256', kid: 'one' });
  const parameters = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(parameters, pair.privateKey, new TextEncoder().encode('a.b'));
  assert.equal(await verify?.('a.b', new Uint8Array(signature)), true);
  const mac = new Uint8Array(createHmac('sha256', secret).update('a.b').digest());
  assert.equal(await verify?.('a.b', mac), false);
  assert.deepEqual(await source.find({ algorithm: 'HS256', kid: 'oct' }), []);
});
