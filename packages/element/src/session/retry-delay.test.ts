// Coming back is patient, but never forgets to try.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { retryDelay } from './retry-delay.ts';

describe('the wait before the next attempt', () => {
  it('doubles up to twenty seconds', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 10, 100].map((attempt) => retryDelay(attempt, 1)),
      [500, 1000, 2000, 4000, 20_000, 20_000],
    );
  });

  it('is spread over half of its length', () => {
    assert.equal(retryDelay(2, 0), 1000);
    assert.equal(retryDelay(2, 0.5), 1500);
  });

  it('is never shorter than the server asked', () => {
    assert.equal(retryDelay(0, 0, 30), 30_000);
  });
});
