// Tries the LiveKit address that browsers are given, as livekit-client does; it does not know the address for this server.
import { webSignatures } from '../auth/web-signatures.ts';
import { createTokenMinter } from '../livekit/mint-token.ts';
import { grantOf } from '../policy/grant.ts';
import { isAboutTime } from './check-livekit.ts';
import type { Finding } from './finding.ts';
import { about, fault, ok, warning } from './finding.ts';
import { isLoopback } from './is-loopback.ts';
import type { Outside } from './outside.ts';
import { isRedirect, probe, redirectTarget } from './probe.ts';
import type { NameSetting } from './setting-names.ts';
import type { ProjectSubject } from './subjects.ts';
import { webSocketStatus } from './websocket-probe.ts';

/** Opens nothing: the token is only shown to LiveKit's check of tokens, and no room comes of that. */
const ROOM = 'voice-room-doctor';

/**
 * Shows a token of ours to `/rtc/validate` behind the address, which is what livekit-client asks after a failed
 * connection, and asks for a WebSocket that LiveKit is bound to refuse, to see whether the upgrade arrives.
 */
export async function checkBrowserAddress(
  { subject, project, origins }: ProjectSubject,
  name: NameSetting,
  outside: Outside,
): Promise<readonly Finding[]> {
  const { wsUrl } = project;
  const setting = name('livekit.url', subject);
  const found: Finding[] = [];
  const isPublic = origins.some((origin) => origin.kind === 'subdomains' || !isLoopback(origin.origin));
  const isSecurePage = origins.some(
    (origin) => origin.kind === 'subdomains' || origin.origin.startsWith('https:'),
  );
  if (isLoopback(wsUrl)) {
    const message = `${wsUrl} means each visitor's own machine, and pages on other machines are allowed.`;
    if (isPublic)
      found.push(warning(message, `Set ${setting} to the address at which everybody reaches LiveKit.`));
  } else if (wsUrl.startsWith('ws:') && isSecurePage) {
    const message = `Browsers block ${wsUrl} on https pages (mixed content).`;
    found.push(warning(message, `Serve LiveKit over TLS and set ${setting} to its wss: address.`));
  }
  const person = { identity: 'voice-room-doctor', name: 'voice-room-doctor' };
  const { token } = await createTokenMinter(webSignatures)(
    project,
    person,
    ROOM,
    grantOf('listener'),
    outside.now() / 1000,
  );
  const headers = { Authorization: `Bearer ${token}` };
  const base = wsUrl.replace(/^ws/, 'http').replace(/\/$/, '');
  const answer = await probe(outside, `${base}/rtc/validate`, { headers });
  if (!answer.answered) {
    const { what, how } = answer.failure;
    found.push(fault(`${wsUrl}, where browsers are sent, ${what}.`, `${how} ${setting}.`));
  } else if (answer.status === 200 || /requested room does not exist/.test(answer.text)) {
    found.push(ok(`${wsUrl} is LiveKit and accepts our tokens.`), ...(await checkUpgrade()));
  } else found.push(explain(answer.status, answer.headers, isAboutTime(answer.text)));
  return found.map((one) => about(subject, one));

  function explain(status: number, answerHeaders: Headers, isLate: boolean): Finding {
    if (status === 401 && isLate) {
      const cure = `Synchronise the clocks of both machines (NTP); ${setting} is not to blame.`;
      return fault(`${wsUrl} refuses tokens of this moment: one of the clocks is wrong.`, cure);
    }
    if (status === 401 || status === 403) {
      const message = `${wsUrl} refuses our tokens: the LiveKit there has another key pair.`;
      return fault(
        message,
        `Set ${setting} and ${name('livekit.apiUrl', subject)} to one and the same LiveKit.`,
      );
    }
    const where = isRedirect(status) ? `sends ${redirectTarget(answerHeaders, base)}` : `answers ${status}`;
    const cure = `Set ${setting} to LiveKit's own address, and let a proxy pass on everything below /rtc.`;
    return fault(`${wsUrl} ${where} where LiveKit checks tokens. It is not LiveKit.`, cure);
  }

  /** Without a request to join, LiveKit answers 400 to a WebSocket and 404 to anything else (1.13). */
  async function checkUpgrade(): Promise<readonly Finding[]> {
    const status = await webSocketStatus(new URL(`${base}/rtc/v1`), headers, outside.patience);
    if (status === 400 || status === 101) return [];
    const message = `${wsUrl} does not take WebSockets (${status === null ? 'no answer' : `status ${status}`}).`;
    const cure = `Let the proxy at ${setting} pass on Upgrade and Connection, or update LiveKit.`;
    return [warning(message, cure)];
  }
}
