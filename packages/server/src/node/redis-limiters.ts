// Counts in Redis, where several instances count together, and in memory while it is away; it does not know what a key stands for.
import { hash } from 'node:crypto';
import { Redis } from 'ioredis';
import RateLimiterRedis from 'rate-limiter-flexible/lib/RateLimiterRedis.js';
import { BoundedMemory } from '../limits/bounded-memory.ts';
import type { CreateLimiter } from '../limits/limiter.ts';
import { limiterOver } from '../limits/limiter-over.ts';
import type { RecordMeasurement } from '../measurement.ts';
import type { Log } from './log.ts';
import { reasonOfRedis, redisAddress } from './redis-address.ts';

/** Milliseconds: what one request may wait for Redis, and how long nobody asks a Redis that has just failed. */
const PATIENCE = { command: 250, connect: 1_000, silence: 2_000, pause: 1_000 };
/** Milliseconds between two attempts to connect: doubled each time, with a random part, up to the cap. */
const RETRY = { first: 50, cap: 5_000 };

/** Where limiters count. */
export interface RedisLimiters {
  readonly createLimiter: CreateLimiter;
  /** Ends the connection; limiters go on in memory. */
  close(): void;
}

/** What the limiters report to. */
export interface RedisReports {
  readonly log: Log;
  readonly record?: RecordMeasurement;
}

/**
 * Connects in the background to `redis:` or `rediss:`. A request never waits longer than 250 ms for Redis, and as a rule
 * not at all: after a failure one request a second tries again while the others are counted in memory. Nothing is queued
 * while there is no connection. One log line says that Redis is away, one that it is back.
 */
export function createRedisLimiters(url: string, { log, record }: RedisReports): RedisLimiters {
  const redis = new Redis({
    ...redisAddress(url),
    lazyConnect: true,
    // RESP 3 begins with a command that Redis 5 and many proxies do not know, and nothing here needs it.
    protocol: 2,
    disableClientInfo: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE.connect,
    commandTimeout: PATIENCE.command,
    socketTimeout: PATIENCE.silence,
    retryStrategy: (attempt) => Math.min(RETRY.cap, RETRY.first * 2 ** attempt) * (0.5 + Math.random() / 2),
  });
  let away: boolean | null = null;
  let closed = false;
  let askAgainAt = 0;

  function fail(reason: string): void {
    askAgainAt = performance.now() + PATIENCE.pause;
    if (away || closed) return;
    away = true;
    log({ level: 'warn', event: 'limiter-store-away', reason: `${reason}; this instance counts alone` });
    record?.({ kind: 'limiter-store', state: 'away' });
  }

  function succeed(): void {
    askAgainAt = 0;
    if (away === false) return;
    if (away) log({ level: 'info', event: 'limiter-store-back', reason: 'all instances count together' });
    away = false;
    record?.({ kind: 'limiter-store', state: 'back' });
  }

  redis.on('error', (error: Error) => fail(reasonOfRedis(error)));
  redis.on('close', () => fail('connection closed'));
  redis.on('ready', () => (askAgainAt = 0));
  redis.connect().catch(() => undefined);

  /** Whether this request may ask Redis; where it is the one that tries again, the others do not until it has an answer. */
  function mayAsk(): boolean {
    if (redis.status !== 'ready') return false;
    const at = performance.now();
    if (at < askAgainAt) return false;
    if (away) askAgainAt = at + PATIENCE.pause;
    return true;
  }

  /**
   * What the library takes for its client: refuses at once where Redis is not to be asked, which has the library count in
   * the limiter that insures it, and notes how each question went. Its own `rejectIfRedisNotReady` knows only whether there
   * is a connection: of a Redis that hangs it would ask every request anew, and it tells nobody that it counts alone.
   */
  const guarded: IncrementingClient = {
    defineCommand: (name, definition) => redis.defineCommand(name, definition),
    async rlflxIncr(parameters) {
      if (!mayAsk()) throw new Error('Redis is away');
      try {
        const counted = await (redis as unknown as IncrementingClient).rlflxIncr(parameters);
        succeed();
        return counted;
      } catch (error) {
        fail(reasonOfRedis(error));
        throw error;
      }
    },
  };

  return {
    createLimiter(policy, quota) {
      const counter = new RateLimiterRedis({
        storeClient: guarded,
        keyPrefix: `voice-room:${policy}`,
        points: quota.requests,
        duration: quota.seconds,
        // The library's own block in memory is left off: it walks through all blocked keys for each new one.
        insuranceLimiter: new BoundedMemory(quota),
      });
      const count = limiterOver(counter, policy, quota);
      // Nobody reads addresses and people's ids in Redis: keys are `voice-room:{policy}:{SHA-256}`.
      return (key) => count(hash('sha256', key, 'base64url'));
    },
    close() {
      closed = true;
      redis.disconnect();
    },
  };
}

/** The part of the client that RateLimiterRedis uses, with the command that it defines for itself. */
interface IncrementingClient extends Pick<Redis, 'defineCommand'> {
  rlflxIncr(parameters: readonly string[]): Promise<unknown>;
}
