// Sends the server an event as LiveKit signs it; it does not know what the server does with events.
import { createHash } from 'node:crypto';
import { AccessToken } from 'livekit-server-sdk';
import type { Finding } from './finding.ts';
import { about, fault, ok } from './finding.ts';
import type { Outside } from './outside.ts';
import { isRedirect, probe, redirectTarget } from './probe.ts';
import type { NameSetting } from './setting-names.ts';
import type { ProjectSubject } from './subjects.ts';

const PATH = '/api/livekit/webhook';
/** Of no kind that LiveKit has, so that it changes nothing; it is counted as `other`. */
const EVENT = 'voice_room_doctor';

/** POSTs one event with the project's key; the server answers 204 to what it believes. */
export async function checkWebhook(
  url: string,
  { subject, project }: ProjectSubject,
  name: NameSetting,
  outside: Outside,
): Promise<readonly Finding[]> {
  const address = `${url.replace(/\/$/, '')}${PATH}`;
  const body = JSON.stringify({
    event: EVENT,
    id: `EV_${EVENT}`,
    createdAt: String(Math.floor(outside.now() / 1000)),
  });
  const token = new AccessToken(project.apiKey, project.apiSecret, { ttl: 60 });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  const headers = { Authorization: await token.toJwt(), 'Content-Type': 'application/webhook+json' };
  const answer = await probe(outside, address, { method: 'POST', headers, body });
  return [about(subject, explain())];

  function explain(): Finding {
    if (!answer.answered) {
      const { what, how } = answer.failure;
      return fault(`The webhook ${address} ${what}.`, `${how} the address behind --url.`);
    }
    const { status } = answer;
    if (status === 204) return ok(`${address} takes LiveKit's webhooks of the key ${project.apiKey}.`);
    if (status === 401) {
      const message = `${address} refuses webhooks of the key ${project.apiKey}: the server there has another key pair.`;
      const names = `${name('livekit.apiKey', subject)} and ${name('livekit.apiSecret', subject)}`;
      return fault(
        message,
        `Start the server with the same ${names} as here, which LiveKit signs its webhooks with.`,
      );
    }
    if (isRedirect(status)) {
      const message = `${address} redirects ${redirectTarget(answer.headers, address)}, which LiveKit does not follow.`;
      return fault(message, 'Set the final address under "webhook.urls" in the configuration of LiveKit.');
    }
    const cure = `Let the proxy pass on POST ${PATH} with its path, body and Authorization unchanged, or correct --url.`;
    return fault(`${address} answers ${status} to a webhook of the key ${project.apiKey}.`, cure);
  }
}
