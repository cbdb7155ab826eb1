// Counting in a real Redis: together, alone while it is away, and together again.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import type { Measurement } from '../measurement.ts';
import { eventually } from '../testing/eventually.ts';
import { startRedis } from '../testing/start-redis.ts';
import type { TestRedis } from '../testing/start-redis.ts';
import type { ServerEvent } from './log.ts';
import { createRedisLimiters } from './redis-limiters.ts';

const quota = { requests: 1_000, seconds: 60 };

function instance(t: TestContext, url: string) {
  const events: ServerEvent[] = [];
  const measurements: Measurement[] = [];
  const limiters = createRedisLimiters(url, {
    log: (entry) => void ('event' in entry && events.push(entry)),
    record: (measurement) => void measurements.push(measurement),
  });
  t.after(() => limiters.close());
  return {
    ...limiters,
    measurements,
    events: () =>
      events.map(({ level, event, reason }) => `${level} ${event} ${reason?.split(';')[0] ?? ''}`),
    text: () => JSON.stringify([events, measurements]),
  };
}

/** How long `count` takes at most in milliseconds over `times` requests in a row. */
async function slowest(times: number, count: () => Promise<unknown>): Promise<number> {
  let worst = 0;
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    await count();
    worst = Math.max(worst, performance.now() - start);
  }
  return worst;
}

describe('limiters in Redis', () => {
  it('share one count among instances, by policy, under keys that tell nobody’s name', async (t) => {
    const redis = await startRedis(t);
    const [a, b] = [instance(t, redis.url), instance(t, redis.url)];
    const [one, two] = [a, b].map(({ createLimiter }) =>
      createLimiter('subject', { requests: 3, seconds: 60 }),
    );
    assert.ok(one && two);
    await connected(redis, one);
    await connected(redis, two);
    const key = '["acme","ada@example.com"]';
    assert.deepEqual(
      [(await one(key)).remaining, (await two(key)).remaining, (await one(key)).remaining],
      [2, 1, 0],
    );
    const { policy, allowed, remaining, reset } = await two(key);
    assert.deepEqual([policy, allowed, remaining, reset], ['subject', false, 0, 60]);
    assert.equal((await a.createLimiter('tenant', quota)(key)).remaining, 999, 'another policy');
    const keys = await redis.keys();
    assert.ok(keys.length >= 2);
    for (const name of keys) assert.match(name, /^voice-room:(subject|tenant):[\w-]{43}$/);
    assert.deepEqual([...a.events(), ...b.events()], []);
  });

  it('count alone and at once while Redis is gone, and together when it is back', async (t) => {
    const redis = await startRedis(t);
    const [a, b] = [instance(t, redis.url), instance(t, redis.url)];
    const [one, two] = [a.createLimiter('address', quota), b.createLimiter('address', quota)];
    await connected(redis, one);
    await connected(redis, two);
    await one('k');
    assert.equal((await two('k')).remaining, 998);

    const inFlight = Array.from({ length: 50 }, () => one('other'));
    await redis.kill();
    for (const { allowed } of await Promise.all(inFlight)) assert.equal(allowed, true);
    assert.ok((await slowest(300, () => one('k'))) < 400, 'a request waits for the timeout at most');
    assert.ok((await slowest(300, () => one('k'))) < 50, 'and later ones do not wait');
    assert.equal((await one('k')).remaining, 1_000 - 601, 'counted in memory');
    assert.equal((await two('k')).remaining, 999, 'each for itself');

    await redis.restart();
    await eventually('both to count together', async () => {
      const before = (await one('back')).remaining;
      return (await two('back')).remaining === before - 1;
    });
    assert.match(a.events()[0] ?? '', /^warn limiter-store-away /);
    assert.deepEqual(a.events().slice(1), ['info limiter-store-back all instances count together']);
    assert.deepEqual(
      a.measurements.map((measurement) => 'state' in measurement && measurement.state),
      ['back', 'away', 'back'],
    );
  });

  it('let few requests wait for a Redis that hangs, and none longer than a quarter of a second', async (t) => {
    const redis = await startRedis(t);
    const { createLimiter, events } = instance(t, redis.url);
    const count = createLimiter('address', quota);
    await connected(redis, count);
    redis.freeze();
    const start = performance.now();
    const times: number[] = [];
    while (performance.now() - start < 1_500) {
      const asked = performance.now();
      assert.equal((await count(`k${times.length % 5_000}`)).allowed, true);
      times.push(performance.now() - asked);
      await setImmediate();
    }
    assert.ok(times.filter((time) => time > 100).length <= 3, 'about one a second waits');
    assert.ok(times.every((time) => time < 450));
    assert.ok(times.length > 100);
    assert.equal(events()[0], 'warn limiter-store-away timeout');
    redis.thaw();
    await eventually('Redis to count again', async () => {
      await count('k');
      return events().at(-1)?.startsWith('info limiter-store-back');
    });
  });

  it('go on with a wrong password, and say so once without it', async (t) => {
    const redis = await startRedis(t, { password: 'right+horse/1' });
    const wrong = instance(t, redis.url.replace('right', 'wrong'));
    const count = wrong.createLimiter('address', { requests: 1, seconds: 60 });
    await eventually('the refusal', () => wrong.events().length > 0);
    assert.equal((await count('k')).allowed, true);
    assert.equal((await count('k')).allowed, false, 'and the limit still holds');
    assert.deepEqual(wrong.events(), ['warn limiter-store-away WRONGPASS']);
    assert.ok(!wrong.text().includes('horse'));

    const right = instance(t, redis.url);
    await connected(redis, right.createLimiter('address', quota));
    assert.deepEqual(right.events(), []);
  });

  it('start where no Redis is, and count with it once it is there', async (t) => {
    const redis = await startRedis(t);
    await redis.kill();
    const { createLimiter, events } = instance(t, redis.url);
    const count = createLimiter('address', { requests: 1, seconds: 60 });
    assert.equal((await count('k')).allowed, true);
    assert.equal((await count('k')).allowed, false);
    await eventually('the warning', () => events()[0] === 'warn limiter-store-away ECONNREFUSED');
    await redis.restart();
    await eventually('Redis to count', async () => {
      await count('k');
      return (await redis.keys()).length > 0;
    });
  });
});

let attempts = 0;

/** Counts until it is Redis that counts. */
async function connected(redis: TestRedis, count: (key: string) => Promise<unknown>): Promise<void> {
  const key = `attempt ${(attempts += 1)}`;
  await eventually('the connection', async () => {
    await count(key);
    return (await redis.keys()).some((name) => name.endsWith(hash('sha256', key, 'base64url')));
  });
}
