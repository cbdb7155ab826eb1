// How unknown kids are remembered.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createUnknownKids } from './unknown-kids.ts';

it('a thousand unknown kids are remembered, the oldest goes first, and each for a minute', () => {
  const kids = createUnknownKids();
  for (let i = 0; i < 1_000; i++) kids.add(`k${i}`, 0);
  assert.equal(kids.has('k0', 59_999), true);
  kids.add('one more', 0);
  assert.equal(kids.has('k0', 0), false);
  assert.equal(kids.has('k1', 0), true);
  kids.add('k1', 10);
  kids.add('and another', 10);
  assert.deepEqual([kids.has('k1', 10), kids.has('k2', 10)], [true, false]);
  assert.equal(kids.has('k1', 60_010), false);
  assert.equal(kids.has('k1', 9), false);
});
