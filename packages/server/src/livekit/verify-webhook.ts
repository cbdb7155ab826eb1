// Tells LiveKit's own webhooks from forged ones; it does not know HTTP or what an event leads to.
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { TokenVerifier, WebhookReceiver } from 'livekit-server-sdk';
import type { LiveKitProject } from '../config/config.ts';

/** Events of LiveKit 1.13; anything newer counts as `other`. */
const EVENTS = [
  'room_started',
  'room_finished',
  'participant_joined',
  'participant_left',
  'participant_connection_aborted',
  'track_published',
  'track_unpublished',
  'egress_started',
  'egress_updated',
  'egress_ended',
  'ingress_started',
  'ingress_ended',
] as const;

/** The kind of a verified event. */
export type WebhookEventKind = (typeof EVENTS)[number] | 'other';

/** Reads the kind of event out of a body; null where the body is not the one that was signed, or no event. */
export type ReadEvent = (body: string) => Promise<WebhookEventKind | null>;

/**
 * Verifies the signature, its end and its key before there is a body, so that strangers' bodies need not be read. Null
 * where it is not LiveKit's.
 */
export type VerifyWebhook = (authorization: string) => Promise<ReadEvent | null>;

/** What LiveKit signs with; the SDK alone would take HS384 and HS512 by the same secret too. */
const ALGORITHM = 'HS256';

/** LiveKit signs with the key pair of a project and puts a hash of the body into the token. */
export function createWebhookVerifier(projects: readonly LiveKitProject[]): VerifyWebhook {
  const byKey = Map.groupBy(projects, ({ apiKey }) => apiKey);
  return async (authorization) => {
    // The field holds a bare token; some proxies and newer servers write the scheme in front.
    const token = authorization.replace(/^Bearer +/i, '');
    for (const { apiKey, apiSecret } of byKey.get(issuerOf(token)) ?? []) {
      if (!(await isSigned(new TokenVerifier(apiKey, apiSecret), token))) continue;
      return async (body) => {
        const event = await receive(new WebhookReceiver(apiKey, apiSecret), body, token);
        // A body without an event is read as one with an empty name.
        return event ? (EVENTS.find((name) => name === event) ?? 'other') : null;
      };
    }
    return null;
  };
}

async function isSigned(verifier: TokenVerifier, token: string): Promise<boolean> {
  return verifier.verify(token).then(
    () => true,
    () => false,
  );
}

/** The key that the token names; none where it is signed in another way than LiveKit's. */
function issuerOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg === ALGORITHM ? (decodeJwt(token).iss ?? '') : '';
  } catch {
    return '';
  }
}

async function receive(receiver: WebhookReceiver, body: string, token: string): Promise<string | null> {
  try {
    return (await receiver.receive(body, token)).event;
  } catch {
    return null;
  }
}
