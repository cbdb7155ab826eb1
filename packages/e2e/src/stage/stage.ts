// The real parts behind a journey: LiveKit, the token server, a host page; it drives no browser.

import {
  startLiveKit,
  type LiveKitOptions,
  type LiveKitServer,
} from '@voice-room/dev-stack/livekit/start-livekit.ts';
import { findFreePorts } from '@voice-room/dev-stack/process/free-ports.ts';
import { startTokenServer, type TokenServer } from '@voice-room/dev-stack/stack/start-token-server.ts';
import { RoomServiceClient } from 'livekit-server-sdk';
import { HOST, startStageHost } from './stage-host.ts';

/** What may differ from the usual. */
export interface StageOptions {
  readonly livekit?: LiveKitOptions;
  readonly serverEnv?: NodeJS.ProcessEnv;
  /** The LiveKit address that browsers are told, where it is another than the real one. */
  readonly publicLiveKitUrl?: string;
  /** Sent with the page. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Everything that a browser needs. */
export interface Stage {
  readonly livekit: LiveKitServer;
  readonly tokenServer: TokenServer;
  readonly port: number;
  /** How often the page was asked for. */
  pagesServed(): number;
  /** LiveKit's own word on who is in a channel. */
  people(channel: string): Promise<string[]>;
  /** A moderator's acts. */
  remove(channel: string, identity: string): Promise<void>;
  mute(channel: string, identity: string): Promise<void>;
  closeChannel(channel: string): Promise<void>;
  /** The address of a page whose query is these settings (see stage-page.js). */
  url(settings: Readonly<Record<string, string>>, host?: string): string;
  stop(): Promise<void>;
}

/** Starts everything on free ports. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const [port = 0, tokenPort = 0] = await findFreePorts(2);
  const livekit = await startLiveKit(options.livekit);
  const host = await startStageHost(port, options.headers);
  const tokenServer = await startTokenServer({
    port: tokenPort,
    livekit,
    livekitPublicUrl: options.publicLiveKitUrl ?? livekit.url,
    host: { issuer: HOST.issuer, audience: HOST.audience, jwksUrl: '' },
    origins: ['127.0.0.1', 'localhost', 'insecure.test'].map((name) => `http://${name}:${port}`),
    env: {
      AUTH_JWKS_URL: undefined,
      AUTH_SECRET: HOST.secret,
      RATE_LIMIT_ADDRESS: 'off',
      RATE_LIMIT_SUBJECT: 'off',
      ...options.serverEnv,
    },
  });
  const rooms = new RoomServiceClient(livekit.httpUrl, livekit.apiKey, livekit.apiSecret);
  const room = (channel: string) => `voice-${channel}`;
  return {
    livekit,
    tokenServer,
    port,
    pagesServed: () => host.pagesServed(),
    people: async (channel) => {
      const [known] = await rooms.listRooms([room(channel)]);
      if (!known) return [];
      return (await rooms.listParticipants(room(channel))).map(({ identity }) => identity);
    },
    remove: (channel, identity) => rooms.removeParticipant(room(channel), identity),
    mute: async (channel, identity) => {
      const { tracks } = await rooms.getParticipant(room(channel), identity);
      for (const { sid } of tracks) await rooms.mutePublishedTrack(room(channel), identity, sid, true);
    },
    closeChannel: (channel) => rooms.deleteRoom(room(channel)),
    url: (settings, name = '127.0.0.1') => {
      const query = new URLSearchParams({ 'script-origin': tokenServer.url, ...settings });
      return `http://${name}:${port}/?${query.toString()}`;
    },
    stop: async () => {
      await tokenServer.stop();
      await host.close();
      await livekit.stop();
    },
  };
}
