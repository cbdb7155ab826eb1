// Counts in the memory of this process, which stays bounded; it does not know what a key stands for.
import type { RateQuota } from '../config/config.ts';
import { BoundedMemory } from './bounded-memory.ts';
import type { Limiter } from './limiter.ts';
import { limiterOver } from './limiter-over.ts';

/** A fixed window a key, which begins with the key's first request. `maxKeys` is for tests. */
export function createMemoryLimiter(policy: string, quota: RateQuota, maxKeys?: number): Limiter {
  return limiterOver(new BoundedMemory(quota, maxKeys), policy, quota);
}
