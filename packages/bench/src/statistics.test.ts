// The arithmetic of the tables, on numbers that can be checked by hand.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inSeries, slopeOf, spreadOf } from './statistics.ts';

describe('the arithmetic of the tables', () => {
  it('takes the middle number, or the mean of the two in the middle, by value and not by text', () => {
    assert.deepEqual(spreadOf([100, 9, 20]), { median: 20, min: 9, max: 100 });
    assert.deepEqual(spreadOf([4, 1, 2, 3]), { median: 2.5, min: 1, max: 4 });
    assert.throws(() => spreadOf([]), RangeError);
  });

  it('finds the slope of a line, also through noise that cancels out', () => {
    assert.equal(
      slopeOf([
        [0, 5],
        [10, 25],
        [20, 45],
      ]),
      2,
    );
    assert.equal(
      slopeOf([
        [0, 1],
        [1, 3],
        [2, 1],
        [3, 3],
        [4, 1],
      ]),
      0,
    );
    assert.equal(
      slopeOf([
        [1, 1],
        [1, 9],
      ]),
      0,
    );
  });

  it('adds times, not rates', () => {
    assert.equal(inSeries(10, 10), 5);
    assert.ok(Math.abs(inSeries(38_400, 15_600) - 11_093) < 1);
  });
});
