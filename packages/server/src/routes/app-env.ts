// What travels with a request through the routes; it does not know any route.

import type { LimitResult } from '../limits/limiter.ts';

/** How a request ended, for the log; tokens, names and metadata never go in here. */
export interface Outcome {
  /** `ok`, `token-issued`, or the code of a problem. */
  code: string;
  tenant?: string;
  /** The tenant as metrics count it: opened ones all together. */
  tenantLabel?: string;
  /** The configured issuer that a refused token named. */
  issuer?: string;
  reason?: string;
}

/** The Hono environment of every route. */
export interface AppEnv {
  Variables: {
    requestId: string;
    outcome: Outcome;
    /** Header fields of the answer that have come together so far. */
    fields: Record<string, string>;
    /** The limits that the request was counted under so far, but for those that are nobody's business. */
    limits: LimitResult[];
  };
}
