// Mints the LiveKit token of a participant that is no browser; it knows no room but the one it is told.
import { AccessToken, TrackSource } from 'livekit-server-sdk';

/** Whom a token is for. */
export interface BotTokenOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly room: string;
  readonly identity: string;
  readonly name: string;
  /** An https address, or one on this machine. */
  readonly avatarUrl?: string | undefined;
  /** Whether it may publish its voice and data; without, it only listens. */
  readonly mayPublish: boolean;
}

/** A token for one join, good for ten minutes: it guards only the first connect. */
export async function mintBotToken(options: BotTokenOptions): Promise<string> {
  const token = new AccessToken(options.apiKey, options.apiSecret, {
    identity: options.identity,
    name: options.name,
    ttl: '10m',
    ...(options.avatarUrl === undefined ? {} : { attributes: { 'voice.avatar': options.avatarUrl } }),
  });
  token.addGrant({
    roomJoin: true,
    room: options.room,
    canSubscribe: true,
    canPublish: options.mayPublish,
    canPublishData: true,
    ...(options.mayPublish ? { canPublishSources: [TrackSource.MICROPHONE] } : {}),
  });
  return await token.toJwt();
}
