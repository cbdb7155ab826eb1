// Gives browser tests a real LiveKit server: a web-test-runner plugin with tickets and a moderator's acts; it knows no test.

import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import type { TestRunnerPlugin } from '@web/test-runner';
import { startLiveKit, type LiveKitServer } from '../livekit/start-livekit.ts';

/** What a test asks for, as the query of a request to `/livekit-test/ACT`. */
type Query = URLSearchParams;

async function ticket(server: LiveKitServer, query: Query): Promise<unknown> {
  const room = query.get('room') ?? '';
  const listener = query.get('listener') === 'true';
  const token = new AccessToken(server.apiKey, query.get('secret') ?? server.apiSecret, {
    identity: query.get('identity') ?? '',
    name: query.get('name') ?? '',
    ttl: 600,
    attributes: query.has('avatar') ? { 'voice.avatar': query.get('avatar') ?? '' } : {},
  });
  token.addGrant({ roomJoin: true, room, canPublish: !listener, canSubscribe: true, canPublishData: true });
  return { serverUrl: server.url, participantToken: await token.toJwt() };
}

async function act(server: LiveKitServer, name: string, query: Query): Promise<unknown> {
  const rooms = new RoomServiceClient(server.httpUrl, server.apiKey, server.apiSecret);
  const room = query.get('room') ?? '';
  const identity = query.get('identity') ?? '';
  switch (name) {
    case 'ticket':
      return ticket(server, query);
    case 'remove':
      await rooms.removeParticipant(room, identity);
      return {};
    case 'close-room':
      await rooms.deleteRoom(room);
      return {};
    case 'limit-room':
      await rooms.createRoom({ name: room, maxParticipants: Number(query.get('people')) });
      return {};
    case 'mute': {
      const { tracks } = await rooms.getParticipant(room, identity);
      for (const { sid } of tracks) await rooms.mutePublishedTrack(room, identity, sid, true);
      return {};
    }
    case 'people':
      return (await rooms.listParticipants(room)).map((participant) => participant.identity);
    default:
      return undefined;
  }
}

/** Starts LiveKit when the first test file asks for it, and stops it with the runner. */
export function livekitTestPlugin(): TestRunnerPlugin {
  let starting: Promise<LiveKitServer> | null = null;
  return {
    name: 'livekit-test',
    async serve(context) {
      const [, name] = /^\/livekit-test\/([a-z-]+)$/.exec(context.path) ?? [];
      if (name === undefined) return undefined;
      starting ??= startLiveKit();
      const answer = await act(await starting, name, new URLSearchParams(context.querystring));
      if (answer === undefined) return undefined;
      return { body: JSON.stringify(answer), type: 'json', headers: { 'Cache-Control': 'no-store' } };
    },
    async serverStop() {
      await (await starting)?.stop();
    },
  };
}
