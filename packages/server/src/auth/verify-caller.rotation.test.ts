// What becomes of tokens whose keys have no names while their provider changes keys, over a real key-set endpoint.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { JWK } from 'jose';
import { exportJWK, generateKeyPair } from 'jose';
import { nodeSignatures } from '../node/node-signatures.ts';
import { LIVEKIT_KEY, nowSeconds, sign } from '../testing/host-app.ts';
import type { KeySetEndpoint } from '../testing/key-set-endpoint.ts';
import { answerJson, serveKeySet } from '../testing/key-set-endpoint.ts';
import { testIssuer } from '../testing/test-issuer.ts';
import { outcome } from '../testing/verify.ts';
import { createKeySourcePool } from './key-source-pool.ts';
import { createCallerVerifier } from './verify-caller.ts';

/** A key without `kid`, and a token that it signed. */
interface Signed {
  readonly jwk: JWK;
  readonly token: string;
}

async function signedBy(header: Record<string, unknown> = {}): Promise<Signed> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const token = await sign({}, { key: privateKey, header: { alg: 'ES256', ...header } });
  return { jwk: await exportJWK(publicKey), token };
}

const OLD = await signedBy();
const NEW = await signedBy();
const NAMED = await signedBy({ kid: 'a-name-that-is-not-published' });
const FORGED = await signedBy();

interface Bench {
  readonly endpoint: KeySetEndpoint;
  pass(seconds: number): void;
  judge(signed: Signed): Promise<string>;
}

/** An issuer that publishes `OLD`, whose keys are at hand already. */
async function bench(t: TestContext): Promise<Bench> {
  const endpoint = await serveKeySet(t, answerJson({ keys: [OLD.jwk] }));
  let now = Date.now();
  const pool = createKeySourcePool({ signatures: nodeSignatures, fetch, now: () => now, random: () => 0.5 });
  const issuer = testIssuer({ keys: { kind: 'jwks', url: endpoint.url, algorithms: ['ES256'] } });
  const verify = createCallerVerifier(pool.use([issuer]), { livekitKeys: [LIVEKIT_KEY] });
  const judge: Bench['judge'] = ({ token }) => outcome(verify, token, nowSeconds());
  assert.equal(await judge(OLD), 'accepted');
  return { endpoint, judge, pass: (seconds) => void (now += seconds * 1000) };
}

describe('where published keys have no names, a token of a new key', () => {
  for (const [what, next] of [
    ['without kid', NEW],
    ['with a kid', NAMED],
  ] as const) {
    it(`${what} is accepted as soon as the set may be fetched again`, async (t) => {
      const { endpoint, judge, pass } = await bench(t);
      endpoint.answer = answerJson({ keys: [OLD.jwk, next.jwk] });
      assert.equal(await judge(next), 'bad-signature');
      assert.equal(endpoint.requests.length, 1);
      pass(30);
      assert.equal(await judge(next), 'accepted');
      assert.equal(await judge(OLD), 'accepted');
      assert.equal(endpoint.requests.length, 2);
    });
  }

  it('is accepted where it alone is published now, and the old one no longer', async (t) => {
    const { endpoint, judge, pass } = await bench(t);
    endpoint.answer = answerJson({ keys: [NEW.jwk] });
    pass(30);
    assert.equal(await judge(NEW), 'accepted');
    assert.equal(await judge(OLD), 'bad-signature');
  });

  it('is accepted though many such tokens at once share one request', async (t) => {
    const { endpoint, judge, pass } = await bench(t);
    endpoint.answer = answerJson({ keys: [OLD.jwk, NEW.jwk] });
    pass(30);
    const all = await Promise.all(Array.from({ length: 50 }, () => judge(NEW)));
    assert.deepEqual(new Set(all), new Set(['accepted']));
    assert.equal(endpoint.requests.length, 2);
  });

  it('is neither accepted nor refused while the endpoint fails', async (t) => {
    const { endpoint, judge, pass } = await bench(t);
    endpoint.answer = (_, response) => response.writeHead(500).end();
    pass(30);
    assert.equal(await judge(NEW), 'unavailable: http-status');
    assert.equal(await judge(OLD), 'accepted');
    assert.equal(endpoint.requests.length, 2);
    endpoint.answer = answerJson({ keys: [NEW.jwk] });
    pass(7);
    assert.equal(await judge(NEW), 'accepted');
  });
});

describe('where published keys have no names, a forged token', () => {
  it('costs one request a cool-down however often it comes, and shuts nobody out', async (t) => {
    const { endpoint, judge, pass } = await bench(t);
    pass(30);
    const all = await Promise.all(Array.from({ length: 1000 }, () => judge(FORGED)));
    assert.deepEqual(new Set(all), new Set(['bad-signature']));
    assert.equal(await judge(FORGED), 'bad-signature');
    assert.equal(endpoint.requests.length, 2);
    endpoint.answer = answerJson({ keys: [OLD.jwk, NEW.jwk] });
    pass(30);
    assert.equal(await judge(NEW), 'accepted');
    assert.equal(endpoint.requests.length, 3);
  });
});

it('a bad signature by a key that is named costs no request', async (t) => {
  const { endpoint, judge, pass } = await bench(t);
  const jwk = { ...OLD.jwk, kid: 'one' };
  endpoint.answer = answerJson({ keys: [jwk] });
  pass(600);
  const named = await signedBy({ kid: 'one' });
  assert.equal(await judge(named), 'bad-signature');
  assert.equal(endpoint.requests.length, 2);
  pass(31);
  assert.equal(await judge(named), 'bad-signature');
  assert.equal(endpoint.requests.length, 2);
});
