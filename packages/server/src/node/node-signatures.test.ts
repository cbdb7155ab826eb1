// The signatures port on Node's own cryptography, held to the contract of all implementations.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeSignatures } from '../testing/signatures-contract.ts';
import { nodeSignatures } from './node-signatures.ts';

describeSignatures('node:crypto', nodeSignatures);

it('signatures of node:crypto are answered at once', () => {
  const verify = nodeSignatures.verifierOfSecret('x'.repeat(32), 'HS256');
  assert.ok(typeof verify === 'function');
  assert.equal(verify('a', new Uint8Array(32)), false);
  assert.equal(typeof nodeSignatures.signer('x'.repeat(32))('{}'), 'string');
});
