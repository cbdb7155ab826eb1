// Translates LiveKit's errors and disconnect reasons into ours, once, by table; it is the only place that reads them.

import { ConnectionError, ConnectionErrorReason, DisconnectReason, UnsupportedServer } from 'livekit-client';
import { voiceError, VoiceFailure, type VoiceErrorCode } from '../model/error.ts';
import type { ConnectionEnd } from '../model/transport.ts';

const REACH_HINT =
  'Check that LIVEKIT_WS_URL is the address that browsers can reach, that it is wss:// on an https:// page, and that the firewall opens its ports.';

/** The failure of a join, as a `VoiceFailure`. */
export function joinFailure(thrown: unknown): VoiceFailure {
  const fail = (code: VoiceErrorCode, detail: string, hint?: string) =>
    new VoiceFailure(voiceError(code, detail, hint), { cause: thrown });
  const detail = thrown instanceof Error ? thrown.message : 'unknown reason';
  if (thrown instanceof UnsupportedServer) return fail('connection-failed', detail, 'Update livekit-server.');
  if (!(thrown instanceof ConnectionError)) return fail('connection-failed', detail);
  if (thrown.reason === ConnectionErrorReason.LeaveRequest) {
    const end = endOf(thrown.context as DisconnectReason | undefined);
    if (end.kind === 'failed') return new VoiceFailure(end.error, { cause: thrown });
    return fail('connection-failed', detail);
  }
  if (thrown.reason === ConnectionErrorReason.NotAllowed) {
    return fail(
      'connection-failed',
      `LiveKit refused the ticket (${detail})`,
      'Check LIVEKIT_API_KEY and LIVEKIT_API_SECRET of the token server.',
    );
  }
  return fail('connection-failed', detail, REACH_HINT);
}

/** This browser cannot make calls; inside an app it is the app's own browser that cannot. */
export async function unsupportedFailure(): Promise<VoiceFailure> {
  const { hostingApp, hostingAppHint } = await import('../model/in-app-browser.ts');
  const app = hostingApp(navigator);
  return new VoiceFailure(
    app === null
      ? voiceError('unsupported-browser', 'this browser has no WebRTC, or it is switched off')
      : voiceError('in-app-browser', 'the app around this page has no WebRTC', hostingAppHint(app)),
  );
}

/** How a stay ended, by the reason that LiveKit gives; a network loss comes without one. */
export function endOf(reason: DisconnectReason | undefined): ConnectionEnd {
  const failed = (code: VoiceErrorCode, detail: string): ConnectionEnd => ({
    kind: 'failed',
    error: voiceError(code, detail),
  });
  const lost = (detail: string): ConnectionEnd => ({
    kind: 'lost',
    error: voiceError('connection-lost', detail),
  });
  switch (reason) {
    case DisconnectReason.CLIENT_INITIATED:
      return { kind: 'closed' };
    case DisconnectReason.DUPLICATE_IDENTITY:
      return failed('joined-elsewhere', 'the same person joined from somewhere else');
    case DisconnectReason.PARTICIPANT_REMOVED:
      return failed('removed', 'a moderator removed this person');
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
      return { kind: 'channel-closed' };
    case undefined:
      return lost('the network was away for too long');
    default:
      return lost(`LiveKit ended the connection (${DisconnectReason[reason]})`);
  }
}
