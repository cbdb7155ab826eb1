// Answers the methods that a path does not have; it does not know what the path does.
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { Problem } from './problem.ts';
import { respond } from './respond.ts';

/**
 * A handler to register for every method after a path's own ones: OPTIONS tells `allow` (RFC 9110 section 9.3.7), any
 * other method is refused with 405 and `Allow` (section 15.5.6).
 */
export function guardMethods(allow: string): (c: Context<AppEnv>) => Response {
  return (c) => {
    if (c.req.method === 'OPTIONS') return respond(c, 204, null, { Allow: allow });
    throw new Problem('method-not-allowed', { headers: { Allow: allow } });
  };
}
