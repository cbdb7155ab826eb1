// Counting in a real Redis over TLS: only in one whose certificate holds.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificate } from '../testing/create-certificate.ts';
import { eventually } from '../testing/eventually.ts';
import { startRedis } from '../testing/start-redis.ts';
import type { ServerEvent } from './log.ts';
import { createRedisLimiters } from './redis-limiters.ts';

function counting(t: TestContext, url: string) {
  const events: ServerEvent[] = [];
  const { createLimiter, close } = createRedisLimiters(url, {
    log: (entry) => void ('event' in entry && events.push(entry)),
  });
  t.after(close);
  return { events, count: createLimiter('address', { requests: 1_000, seconds: 60 }) };
}

/** Has this process believe an authority until the test ends, as `NODE_EXTRA_CA_CERTS` does from a start on. */
function believe(t: TestContext, authority: string): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, authority]);
  t.after(() => setDefaultCACertificates(before));
}

describe('limiters in a Redis behind TLS', () => {
  it('count there where its certificate is from an authority that Node believes', async (t) => {
    const certificate = createCertificate(t, 'IP:127.0.0.1');
    const redis = await startRedis(t, { certificate, password: 'right+horse/1' });
    assert.match(redis.url, /^rediss:/);
    believe(t, certificate.authority);
    const { count, events } = counting(t, redis.url);
    await eventually('Redis to count', async () => {
      assert.equal((await count('k')).allowed, true);
      return (await redis.keys()).length > 0;
    });
    assert.deepEqual(events, []);
  });

  for (const [what, name, believed, reason] of [
    ['is from nobody that Node knows', 'IP:127.0.0.1', false, /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+);/],
    ['is for another host', 'DNS:elsewhere.example', true, /^ERR_TLS_CERT_ALTNAME_INVALID;/],
  ] as const)
    it(`tell it nothing where its certificate ${what}, and say so`, async (t) => {
      const certificate = createCertificate(t, name);
      const redis = await startRedis(t, { certificate });
      if (believed) believe(t, certificate.authority);
      const { count, events } = counting(t, redis.url);
      await eventually('the warning', () => events.length > 0);
      assert.equal(events[0]?.event, 'limiter-store-away');
      assert.match(events[0]?.reason ?? '', reason);
      assert.equal((await count('k')).remaining, 999);
      assert.equal((await count('k')).remaining, 998, 'counted alone');
      assert.deepEqual(await redis.keys(), []);
    });
});
