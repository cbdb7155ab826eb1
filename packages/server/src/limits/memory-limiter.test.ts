// How requests are counted in memory, and that no flood makes it grow.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMemoryLimiter } from './memory-limiter.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Takes the clock and its timers from the library. Returns what lets seconds pass. */
function clock(t: TestContext): (seconds: number) => void {
  t.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 5_000 });
  return (seconds) => t.mock.timers.tick(seconds * 1000);
}

describe('a limiter in memory', () => {
  it('allows the quota in a window that begins with the first request, and tells what is left', async (t) => {
    const pass = clock(t);
    const count = createMemoryLimiter('address', { requests: 2, seconds: 10 });
    const told = async () => {
      const { policy, quota, allowed, remaining, reset } = await count('a');
      assert.deepEqual([policy, quota], ['address', { requests: 2, seconds: 10 }]);
      return [allowed, remaining, reset];
    };
    assert.deepEqual(await told(), [true, 1, 10]);
    pass(3.5);
    assert.deepEqual(await told(), [true, 0, 7]);
    pass(6.4);
    assert.deepEqual(await told(), [false, 0, 1], 'refused requests do not prolong the window');
    pass(0.1);
    assert.deepEqual(await told(), [true, 1, 10]);
  });

  it('counts each key alone', async () => {
    const count = createMemoryLimiter('subject', { requests: 1, seconds: 60 });
    assert.equal((await count('a')).allowed, true);
    assert.equal((await count('a')).allowed, false);
    assert.equal((await count('b')).allowed, true);
    assert.equal((await count('__proto__')).allowed, true);
    assert.equal((await count('__proto__')).allowed, false);
  });

  it('allows no more than the quota of requests that come at once', async () => {
    const count = createMemoryLimiter('address', { requests: 10, seconds: 60 });
    const results = await Promise.all(Array.from({ length: 100 }, () => count('a')));
    assert.equal(results.filter(({ allowed }) => allowed).length, 10);
    assert.deepEqual(
      results.map(({ remaining }) => remaining),
      Array.from({ length: 100 }, (_, i) => Math.max(0, 9 - i)),
    );
  });

  it('forgets beyond its cap, and never a key that is asked for all the while', async () => {
    const count = createMemoryLimiter('address', { requests: 1, seconds: 60 }, 4);
    assert.equal((await count('quiet')).allowed, true);
    assert.equal((await count('busy')).allowed, true);
    for (let i = 0; i < 20; i += 1) {
      assert.equal((await count(`other ${i}`)).allowed, true);
      assert.equal((await count('busy')).allowed, false);
    }
    assert.equal((await count('quiet')).allowed, true, 'forgotten');
    assert.equal((await count('other 19')).allowed, false);
  });

  it('ends the window of a key that was forgotten and came again when that is due, not earlier', async (t) => {
    const pass = clock(t);
    const count = createMemoryLimiter('address', { requests: 1, seconds: 10 }, 1);
    await count('a');
    pass(4);
    await count('b');
    await count('a');
    pass(6);
    assert.equal((await count('a')).allowed, false, 'the timer of the first window is gone');
    pass(4);
    assert.equal((await count('a')).allowed, true);
  });

  it('keeps every window until it has ended, however old the others are', async (t) => {
    const pass = clock(t);
    const count = createMemoryLimiter('address', { requests: 1, seconds: 10 });
    await count('old');
    pass(9);
    await count('young');
    pass(2);
    await count('newest');
    assert.equal((await count('young')).allowed, false);
    assert.equal((await count('old')).allowed, true);
  });

  it('asks nobody to wait longer than a window, also when the clock was set back', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 10_000_000 });
    const count = createMemoryLimiter('address', { requests: 1, seconds: 10 });
    await count('a');
    t.mock.timers.setTime(5_000);
    const { allowed, reset } = await count('a');
    assert.deepEqual([allowed, reset], [false, 10]);
  });

  it('takes no more memory for a million addresses than for those it may remember', async () => {
    const count = createMemoryLimiter('address', { requests: 2_000_000, seconds: 60 });
    const heap = () => {
      gc();
      return process.memoryUsage().heapUsed;
    };
    const flood = async (from: number, to: number) => {
      for (let i = from; i < to; i += 1) {
        await count(`2001:db8:${i >> 16}:${i & 0xffff}::/64`);
        if (i % 1_000 === 0) await count('busy');
      }
      return heap();
    };
    const empty = heap();
    const full = await flood(0, 100_000);
    const flooded = await flood(100_000, 1_000_000);
    assert.ok(full - empty < 40_000_000, `${full - empty} bytes in all`);
    assert.ok(flooded - full < 4_000_000, `${flooded - full} bytes more`);
    assert.equal((await count('busy')).remaining, 2_000_000 - 1_001, 'who asks all the while is known');
  });
});
