// Tells LiveKit's own webhooks from forged ones; it does not know HTTP or what an event leads to.
import { decodeJwt } from 'jose';
import { WebhookReceiver } from 'livekit-server-sdk';
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

/** The kind of event in `body`, or null where the signature, its end, its key or the body's hash is not right. */
export type VerifyWebhook = (body: string, authorization: string) => Promise<WebhookEventKind | null>;

/** LiveKit signs with the key pair of a project and puts a hash of the body into the token. */
export function createWebhookVerifier(projects: readonly LiveKitProject[]): VerifyWebhook {
  const byKey = Map.groupBy(projects, ({ apiKey }) => apiKey);
  return async (body, authorization) => {
    // The field holds a bare token; some proxies and newer servers write the scheme in front.
    const token = authorization.replace(/^Bearer +/i, '');
    for (const { apiKey, apiSecret } of byKey.get(issuerOf(token)) ?? []) {
      const event = await receive(new WebhookReceiver(apiKey, apiSecret), body, token);
      if (event !== null) return EVENTS.find((name) => name === event) ?? 'other';
    }
    return null;
  };
}

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
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
