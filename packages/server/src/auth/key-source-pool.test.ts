// Key sources across reloads, and keys that stand in the configuration.
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import type { JWK } from 'jose';
import type { IssuerConfig, KeyConfig } from '../config/config.ts';
import { nodeSignatures } from '../node/node-signatures.ts';
import { answerJson, serveKeySet } from '../testing/key-set-endpoint.ts';
import { testIssuer } from '../testing/test-issuer.ts';
import type { FetchEvent } from './jwks-key-source.ts';
import { createKeySourcePool } from './key-source-pool.ts';
import { createStaticKeySource } from './static-key-source.ts';
import { webSignatures } from './web-signatures.ts';

const EC: JWK = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const parts = { signatures: nodeSignatures, fetch, now: Date.now };

describe('a pool of key sources', () => {
  it('keeps a source with its keys over a reload that changes neither issuer nor keys', async (t) => {
    const { url, requests } = await serveKeySet(t, answerJson({ keys: [EC] }));
    const events: [string, FetchEvent['outcome']][] = [];
    const pool = createKeySourcePool({
      ...parts,
      onFetch: (issuer, { outcome }) => events.push([issuer, outcome]),
    });
    const keys: KeyConfig = { kind: 'jwks', url, algorithms: ['ES256'] };
    const before = pool.use([testIssuer({ keys })]);
    await before[0]?.keys.load();
    const after = pool.use([testIssuer({ keys: { ...keys }, maxLifetime: 60 })]);
    assert.equal(after[0]?.keys, before[0]?.keys);
    assert.equal(after[0]?.config.maxLifetime, 60);
    await after[0]?.keys.load();
    assert.equal(requests.length, 1);
    assert.deepEqual(events, [['https://host.example/', 'ok']]);
  });

  it('makes a new source where url, algorithms or issuer changed, and none is shared', () => {
    const pool = createKeySourcePool(parts);
    const keys: KeyConfig = { kind: 'jwks', url: 'https://a.example/jwks', algorithms: ['ES256'] };
    const of = (changes: Partial<IssuerConfig>) => pool.use([testIssuer({ keys }), testIssuer(changes)]);
    for (const changes of [
      { keys: { ...keys, url: 'https://b.example/jwks' } },
      { keys: { ...keys, algorithms: ['RS256'] } },
      { keys, issuer: 'https://other.example/' },
    ]) {
      const [one, two] = of(changes);
      assert.notEqual(one?.keys, two?.keys);
    }
  });

  it('forgets a source that is gone', () => {
    const pool = createKeySourcePool(parts);
    const [before] = pool.use([testIssuer()]);
    pool.use([]);
    const [after] = pool.use([testIssuer()]);
    assert.notEqual(before?.keys, after?.keys);
  });
});

describe('keys in the configuration', () => {
  const [old, fresh] = ['o'.repeat(40), 'n'.repeat(40)];
  const mac = (secret: string) => new Uint8Array(createHmac('sha256', secret).update('a.b').digest());

  for (const [name, signatures] of Object.entries({ nodeSignatures, webSignatures })) {
    it(`may be two secrets while one replaces the other (${name})`, async () => {
      const source = createStaticKeySource(
        { kind: 'secret', secrets: [fresh, old], algorithm: 'HS256' },
        signatures,
      );
      assert.equal(source.ready(), true);
      assert.equal(source.fetchedAt(), null);
      const verifiers = await source.find({ algorithm: 'HS256', kid: 'anything' });
      const accepts = async (secret: string) =>
        (await Promise.all(verifiers.map(async (verify) => verify('a.b', mac(secret))))).includes(true);
      assert.deepEqual([await accepts(old), await accepts(fresh), await accepts('x')], [true, true, false]);
      assert.ok(Array.isArray(source.find({ algorithm: 'HS256' })), 'loaded keys are there at once');
      assert.deepEqual(await source.find({ algorithm: 'HS512' }), []);
    });
  }

  it('are tried with the one first that the kid names, and a strange kid excludes none', async () => {
    const other: JWK = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    const rsa: JWK = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const source = createStaticKeySource(
      {
        kind: 'public-key',
        keys: [
          { jwk: { ...EC, kid: 'a' }, algorithms: ['ES256'] },
          { jwk: { ...other, kid: 'b' }, algorithms: ['ES256'] },
          { jwk: rsa, algorithms: ['RS256'] },
        ],
      },
      nodeSignatures,
    );
    const [a, b] = await source.find({ algorithm: 'ES256', kid: 'a' });
    assert.deepEqual(await source.find({ algorithm: 'ES256', kid: 'b' }), [b, a]);
    assert.deepEqual(await source.find({ algorithm: 'ES256', kid: 'zz' }), [a, b]);
    assert.equal((await source.find({ algorithm: 'RS256', kid: 'a' })).length, 1);
  });
});
