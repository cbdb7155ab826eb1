// Tries the Redis that instances count in; it does not know what is counted there.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { reasonOfRedis, redisAddress } from '../node/redis-address.ts';
import type { Finding } from './finding.ts';
import { fault, ok, warning } from './finding.ts';
import type { Outside } from './outside.ts';

/** Milliseconds that a request of the server waits for Redis before it counts alone. */
const SERVER_PATIENCE = 250;
/** Seconds that the key of the trial would live if it could not be removed. */
const LIFETIME = 10;

/** Connects as the server does, counts once under a key that ends by itself, and removes it. */
export async function checkRedis(
  url: string,
  setting: string,
  { patience }: Pick<Outside, 'patience'>,
): Promise<readonly Finding[]> {
  const address = redisAddress(url);
  const place = `redis${address.tls ? 's' : ''}://${address.host}:${address.port}${address.db ? `/${address.db}` : ''}`;
  const redis = new Redis({
    ...address,
    lazyConnect: true,
    protocol: 2,
    disableClientInfo: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: patience,
    commandTimeout: patience,
    retryStrategy: () => null,
  });
  let lastError: unknown = null;
  redis.on('error', (error: unknown) => (lastError = error));
  const ended = new AbortController();
  const late = delay(2 * patience, null, { signal: ended.signal }).catch(() => null);
  try {
    // The client waits without end for a Redis that takes the connection and says nothing.
    const took = await Promise.race([tryOut(redis, address.db ?? 0), late]);
    if (took === null) return [explain('timeout', place, setting)];
    if (took <= SERVER_PATIENCE) return [ok(`${place} counts.`)];
    const cure = `Set ${setting} to a Redis nearby: requests wait ${SERVER_PATIENCE} ms at most and then count alone.`;
    return [warning(`${place} takes ${Math.round(took)} ms for an answer.`, cure)];
  } catch (error) {
    return [explain(reasonOfRedis(lastError ?? error), place, setting)];
  } finally {
    ended.abort();
    redis.disconnect();
  }
}

/** Returns the milliseconds that one answer took. */
async function tryOut(redis: Redis, database: number): Promise<number> {
  await redis.connect();
  // The client goes on in database 0 where there is none of this number; asked again, Redis says so.
  await redis.select(database);
  const start = performance.now();
  await redis.ping();
  const took = performance.now() - start;
  await count(redis);
  return took;
}

async function count(redis: Redis): Promise<void> {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'voice-room:doctor',
    points: 1,
    duration: LIFETIME,
  });
  const key = randomUUID();
  await limiter.consume(key);
  await limiter.delete(key);
}

function explain(reason: string, place: string, setting: string): Finding {
  if (/^(WRONGPASS|NOAUTH|ERR_AUTH)$/.test(reason)) {
    const cure = `Write the right user name and password into ${setting}: redis://USER:PASSWORD@HOST:PORT.`;
    return fault(`${place} refuses the password, or wants one.`, cure);
  }
  if (reason === 'NOPERM') {
    const cure = `Let the user in ${setting} run EVAL, EVALSHA, GET, SET, INCRBY, PEXPIRE, PTTL and DEL on voice-room:*.`;
    return fault(`${place} does not let this user count.`, cure);
  }
  if (reason === 'ECONNREFUSED') {
    return fault(
      `${place} refused the connection: nothing listens there.`,
      `Start Redis there, or correct ${setting}.`,
    );
  }
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(reason)) {
    return fault(`${place} has a host name that DNS does not know.`, `Correct the host name in ${setting}.`);
  }
  if (/^(timeout|ETIMEDOUT)$/.test(reason)) {
    return fault(`${place} did not answer in time.`, `Open the firewall to it, or correct ${setting}.`);
  }
  if (reason === 'ERR') {
    const cure = `Write the number of a database that this Redis has behind the address in ${setting}, or none.`;
    return fault(`${place} does not take the commands; there may be no such database.`, cure);
  }
  const cure = `Look whether ${setting} names a Redis and the right scheme (redis: or rediss:).`;
  return fault(`${place} cannot be used (${reason}).`, cure);
}
