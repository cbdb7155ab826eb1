// What the core tells of its work, to be counted; it does not know who counts, and every label comes from a bounded set.
import type { WebhookEventKind } from './livekit/verify-webhook.ts';

/**
 * The label of every tenant that a claim has opened: their ids come from tokens, so each of them as a label of its own
 * would let a provider's customers fill the memory of whoever counts.
 */
export const OPENED_TENANTS = '*';

/**
 * One piece of finished work. Durations are in seconds. `tenant` is the id of a configured tenant or `OPENED_TENANTS`,
 * `issuer` the `iss` of a configured issuer, `route` the pattern of a route: nothing that a request chose freely.
 */
export type Measurement =
  | {
      readonly kind: 'request';
      readonly route: string;
      /** As it was sent; whoever counts puts unusual ones together. */
      readonly method: string;
      readonly status: number;
      /** `ok`, `token-issued` or the code of a problem. */
      readonly code: string;
      /** Left out where the request never came to a tenant. */
      readonly tenant?: string;
      readonly seconds: number;
    }
  | {
      readonly kind: 'verification';
      /** null where the token named no configured issuer. */
      readonly issuer: string | null;
      readonly outcome: 'verified' | 'refused' | 'keys-unavailable';
      readonly seconds: number;
    }
  | {
      readonly kind: 'token-minted';
      readonly tenant: string;
      readonly role: 'speaker' | 'listener' | 'moderator';
    }
  | {
      readonly kind: 'key-fetch';
      readonly issuer: string;
      readonly outcome: 'fetched' | 'failed';
      readonly seconds: number;
    }
  | {
      readonly kind: 'limit';
      readonly policy: 'address' | 'tenant' | 'subject';
      readonly allowed: boolean;
    }
  | {
      readonly kind: 'channel-access-callback';
      readonly tenant: string;
      readonly outcome: 'allowed' | 'refused' | 'failed';
      readonly seconds: number;
    }
  | {
      /** An event that LiveKit signed. */
      readonly kind: 'webhook';
      readonly event: WebhookEventKind;
    }
  | {
      /** The store that several instances count in is away, and this one counts alone; or it is back. */
      readonly kind: 'limiter-store';
      readonly state: 'away' | 'back';
    };

/** Takes measurements; must return at once and never throw. */
export type RecordMeasurement = (measurement: Measurement) => void;
