// Which counts survive a change of the configuration.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createLimiterPool } from './limiter-pool.ts';
import { createMemoryLimiter } from './memory-limiter.ts';

const once = { requests: 1, seconds: 60 };
const twice = { requests: 2, seconds: 60 };

it('keeps the counts of a policy whose quota is unchanged, and forgets the others', async () => {
  const pool = createLimiterPool(createMemoryLimiter);
  const first = pool.next();
  const counted = first.createLimiter('subject', once);
  assert.equal(first.createLimiter('subject', { ...once }), counted);
  assert.notEqual(first.createLimiter('tenant', once), counted);
  assert.notEqual(first.createLimiter('subject', twice), counted);
  first.adopt();
  await counted('a');

  pool.next().createLimiter('subject', twice);
  assert.equal(
    pool.next().createLimiter('subject', once),
    counted,
    'an app that never served changes nothing',
  );

  const second = pool.next();
  second.createLimiter('subject', twice);
  second.adopt();
  const third = pool.next().createLimiter('subject', once);
  assert.notEqual(third, counted);
  assert.equal((await third('a')).allowed, true);
});
