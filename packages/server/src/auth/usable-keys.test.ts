// Which keys of a published set may verify anything, and with which algorithm.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
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
  });
});
