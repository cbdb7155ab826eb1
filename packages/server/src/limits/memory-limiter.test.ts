// How requests are counted in memory, and that no flood makes it grow.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMemoryLimiter } from './memory-limiter.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

function clock() {
  let time = 5_000;
  return { now: () => time, pass: (seconds: number) => void (time += seconds * 1000) };
}

describe('a limiter in memory', () => {
  it('allows the quota in a window that begins with the first request, and tells what is left', async () => {
    const { now, pass } = clock();
    const count = createMemoryLimiter('address', { requests: 2, seconds: 10 }, { now });
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

  it('forgets beyond its cap, and never a key that is asked for all the while', async () => {
    const count = createMemoryLimiter('address', { requests: 1, seconds: 60 }, { maxKeys: 4 });
    assert.equal((await count('quiet')).allowed, true);
    assert.equal((await count('busy')).allowed, true);
    for (let i = 0; i < 20; i += 1) {
      assert.equal((await count(`other ${i}`)).allowed, true);
      assert.equal((await count('busy')).allowed, false);
    }
    assert.equal((await count('quiet')).allowed, true, 'forgotten');
    assert.equal((await count('other 19')).allowed, false);
  });

  it('keeps every window until it has ended, however old the others are', async () => {
    const { now, pass } = clock();
    const count = createMemoryLimiter('address', { requests: 1, seconds: 10 }, { now });
    await count('old');
    pass(9);
    await count('young');
    pass(2);
    await count('newest');
    assert.equal((await count('young')).allowed, false);
    assert.equal((await count('old')).allowed, true);
  });

  it('takes no more memory for a million addresses than for those it may remember', async () => {
    const count = createMemoryLimiter('address', { requests: 600, seconds: 60 });
    const flood = async (from: number, to: number) => {
      for (let i = from; i < to; i += 1) await count(`2001:db8:${i >> 16}:${i & 0xffff}::/64`);
      gc();
      return process.memoryUsage().heapUsed;
    };
    const full = await flood(0, 150_000);
    const flooded = await flood(150_000, 1_000_000);
    assert.ok(flooded - full < 8_000_000, `${flooded - full} bytes more`);
  });
});
