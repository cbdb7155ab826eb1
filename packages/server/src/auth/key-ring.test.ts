// How the keys of a set are found.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { it } from 'node:test';
import type { JWK } from 'jose';
import { nodeSignatures } from '../node/node-signatures.ts';
import { createKeyRing } from './key-ring.ts';
import { usableKeys } from './usable-keys.ts';

const EC: JWK = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const RSA: JWK = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });

const ringOf = (keys: readonly JWK[]) =>
  createKeyRing(usableKeys(keys, ['ES256', 'RS256', 'PS256']), nodeSignatures);

it('a ring gives keys of the asked algorithm only, with and without a kid', async () => {
  const ring = await ringOf([
    { ...EC, kid: 'ec' },
    { ...RSA, kid: 'rsa' },
  ]);
  assert.equal(ring.size, 2);
  assert.equal(ring.find({ algorithm: 'ES256' })?.length, 1);
  assert.equal(ring.find({ algorithm: 'RS256', kid: 'rsa' })?.length, 1);
  assert.deepEqual(ring.find({ algorithm: 'PS256', kid: 'rsa' }), []);
  assert.deepEqual(ring.find({ algorithm: 'RS256', kid: 'ec' }), []);
  assert.equal(ring.find({ algorithm: 'PS256' }), null);
  assert.equal(ring.find({ algorithm: 'ES256', kid: '__proto__' }), null);
});

it('a ring leaves out a key that cannot be read', async () => {
  const ring = await ringOf([
    { ...EC, y: EC.x ?? '', kid: 'off the curve' },
    { ...RSA, kid: 'rsa' },
  ]);
  assert.equal(ring.size, 1);
  assert.equal(ring.find({ algorithm: 'ES256', kid: 'off the curve' }), null);
});
