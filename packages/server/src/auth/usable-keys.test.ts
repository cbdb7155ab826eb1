// Which keys of a published set may verify anything, and with which algorithm.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { JWK } from 'jose';
import { usableKeys } from './usable-keys.ts';

const ALL = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

function rsaKey(modulusLength: number, publicExponent = 65537): JWK {
  return generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({ format: 'jwk' });
}
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const RSA = rsaKey(2048);
const EC: JWK = ec.publicKey.export({ format: 'jwk' });
const OTHER_EC: JWK = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const ED: JWK = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });

/** What is left of a set: kid and algorithms of each key. */
const left = (keys: readonly unknown[], algorithms = ALL) =>
  usableKeys(keys, algorithms).map((key) => [key.kid, ...key.algorithms]);

describe('a published key', () => {
  const refused: [string, unknown][] = [
    ['no object', 'key'],
    ['null', null],
    ['a list', [EC]],
    ['nothing', {}],
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0', alg: 'HS256' }],
    ['a public key with a secret beside it', { ...EC, k: 'c2VjcmV0' }],
    ['a private key', ec.privateKey.export({ format: 'jwk' })],
    ['a private key that inherits its secret', Object.assign(Object.create({ d: 'AA' }) as object, EC)],
    ['for encryption', { ...EC, use: 'enc' }],
    ['for a list of uses', { ...EC, use: ['sig'] }],
    ['for signing only', { ...EC, key_ops: ['sign'] }],
    ['for an operation that is no list', { ...EC, key_ops: 'verify' }],
    ['of an algorithm that is not allowed', { ...RSA, alg: 'RS512' }],
    ['of another kind than its algorithm', { ...RSA, alg: 'ES256' }],
    ['of HMAC', { ...EC, alg: 'HS256' }],
    ['of no algorithm', { ...EC, alg: 'none' }],
    ['of an inherited name', { ...EC, alg: 'constructor' }],
    ['of an algorithm that is no text', { ...EC, alg: ['ES256'] }],
    ['of another curve', { ...EC, crv: 'P-384' }],
    ['RSA of 1024 bits', rsaKey(1024)],
    ['RSA with exponent 1', { ...RSA, e: 'AQ' }],
    ['RSA with an even exponent', { ...RSA, e: 'BA' }],
    ['RSA without modulus', { kty: 'RSA', e: 'AQAB' }],
    ['RSA with a modulus that no base64 has', { ...RSA, n: 'x' }],
    ['RSA with an exponent that no base64 has', { ...RSA, e: 'AQABA' }],
    ['without a coordinate', { kty: 'EC', crv: 'P-256', x: EC.x }],
    ['with a kid that is no text', { ...EC, kid: 7 }],
    ['with an endless kid', { ...EC, kid: 'k'.repeat(257) }],
  ];
  for (const [what, key] of refused) {
    it(`verifies nothing: ${what}`, () => {
      assert.deepEqual(left([key, { ...OTHER_EC, kid: 'good' }]), [['good', 'ES256']]);
    });
  }

  it('is bound to its own algorithm, or to the first allowed one that fits', () => {
    assert.deepEqual(left([{ ...RSA, alg: 'PS256' }]), [[undefined, 'PS256']]);
    assert.deepEqual(left([RSA]), [[undefined, 'RS256']]);
    assert.deepEqual(left([RSA], ['PS256', 'RS256']), [[undefined, 'PS256']]);
    assert.deepEqual(left([{ ...EC, use: 'sig', key_ops: ['verify'] }]), [[undefined, 'ES256']]);
    assert.deepEqual(left([rsaKey(2048, 3)]), [[undefined, 'RS256']]);
  });

  it('of Ed25519 has both names of its algorithm where both are allowed', () => {
    for (const key of [ED, { ...ED, alg: 'EdDSA' }, { ...ED, alg: 'Ed25519' }]) {
      assert.deepEqual(left([key]), [[undefined, 'EdDSA', 'Ed25519']]);
      assert.deepEqual(left([key], ['Ed25519']), [[undefined, 'Ed25519']]);
    }
    assert.deepEqual(left([{ ...ED, alg: 'ES256' }]), []);
  });

  it('serves one algorithm, however often it is published', () => {
    assert.deepEqual(
      left([
        { ...RSA, kid: 'a', alg: 'RS256' },
        { ...RSA, kid: 'b', alg: 'PS256' },
      ]),
      [['a', 'RS256']],
    );
    assert.deepEqual(
      left([
        { ...EC, kid: 'a' },
        { ...EC, kid: 'b' },
      ]),
      [
        ['a', 'ES256'],
        ['b', 'ES256'],
      ],
    );
  });

  it('that shares its kid with another one verifies nothing, nor does the other', () => {
    const good = { ...RSA, kid: 'good' };
    const [one, two] = [
      { ...EC, kid: 'same' },
      { ...OTHER_EC, kid: 'same' },
    ];
    assert.deepEqual(left([one, good, two]), [['good', 'RS256']]);
    assert.deepEqual(left([one, two, one]), []);
    assert.deepEqual(left([one, { ...two, use: 'enc' }]), [['same', 'ES256']]);
    for (const x of ['x', '', 'AQ', 'é', EC.x + 'AA'])
      assert.deepEqual(left([one, { ...two, x }]), [['same', 'ES256']], 'what is no key shares nothing');
  });
});

describe('an odd entry of a set', () => {
  const good = { ...RSA, kid: 'good' };

  it('takes no key beside it down', () => {
    assert.equal(usableKeys([good, { kty: 'RSA', n: 'x', e: 'AQAB' }], ['RS256']).length, 1);
  });

  it('throws nothing and changes nothing for the others, whatever its members are', () => {
    const member = fc.oneof(
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
      fc.constantFrom(...['RSA', 'EC', 'OKP', 'P-256', 'Ed25519', 'RS256', 'ES256', 'sig', ['verify']]),
      fc.constantFrom(...['x', 'AQ', 'AQAB', 'A'.repeat(5), 'A'.repeat(2049), RSA.n, RSA.e, EC.x, EC.y]),
      fc.constantFrom(1e308, -0, Number.MAX_SAFE_INTEGER, null, [[[]]]),
    );
    const members = ['kty', 'crv', 'alg', 'use', 'key_ops', 'n', 'e', 'x', 'y', 'd', 'x5c'];
    const names = fc.constantFrom(...members, '__proto__', 'toString');
    const object = fc.dictionary(names, member, { noNullPrototype: false });
    const changed = fc.tuple(fc.constantFrom(RSA, EC, ED, rsaKey(1024)), object);
    const named = fc.tuple(
      fc.oneof(
        object,
        changed.map(([key, changes]) => ({ ...key, ...changes })),
      ),
      fc.nat(2),
    );
    const odd = fc.oneof(
      member,
      named.map(([entry, kid]) => ({ ...entry, kid: ['good', 'own', kid][kid] })),
    );
    // As it comes off the wire, where `__proto__` is a member like any other.
    const wire = odd.map(
      (entry) => JSON.parse(JSON.stringify(entry)) as { kid?: unknown; n?: unknown } | null,
    );
    const others: readonly unknown[] = [good, { ...OTHER_EC, kid: 'other' }];
    fc.assert(
      fc.property(wire, fc.nat(2), (entry, at) => {
        const all = left(others.toSpliced(at, 0, entry));
        const kids = all.map(([kid]) => kid);
        assert.ok(kids.includes('other'));
        if (left([entry]).length === 0) assert.deepEqual(all, left(others));
        // Another sound key of the same name, or the same key for another algorithm, is what the rules above are for.
        else if (entry?.kid !== 'good' && entry?.n !== RSA.n) assert.ok(kids.includes('good'));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same RSA key, however it names a curve', () => {
    const both = [
      { ...RSA, kid: 'a', alg: 'RS256' },
      { ...RSA, kid: 'b', alg: 'PS256', crv: 'P-256' },
    ];
    assert.deepEqual(left(both), [['a', 'RS256']]);
  });
});
