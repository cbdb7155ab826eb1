// Asks LiveKit's room service whether a room is full; it does not know callers or HTTP answers.
import { RoomServiceClient } from 'livekit-server-sdk';
import type { LiveKitProject } from '../config/config.ts';
import type { RoomDirectory } from './room-directory.ts';
import { LiveKitUnavailable } from './room-directory.ts';

/** Seconds that one question may take. */
const TIMEOUT = 1;
/** Milliseconds that an answer about a room is used again. */
const MAX_AGE = 1000;
/** Answers kept at most; the oldest go first. */
const MAX_ENTRIES = 10_000;

interface Answer {
  readonly full: Promise<boolean>;
  readonly at: number;
}

/**
 * A directory whose answer about a room's cap is shared for a second, so a rush into one channel is one question.
 * Failures are not kept.
 */
export function createLiveKitRoomDirectory(now: () => number = Date.now): RoomDirectory {
  const answers = new Map<string, Answer>();
  const clients = new WeakMap<LiveKitProject, RoomServiceClient>();

  function clientOf(livekit: LiveKitProject): RoomServiceClient {
    let client = clients.get(livekit);
    if (client === undefined) {
      const options = { requestTimeout: TIMEOUT, failover: false };
      client = new RoomServiceClient(livekit.apiUrl, livekit.apiKey, livekit.apiSecret, options);
      clients.set(livekit, client);
    }
    return client;
  }

  async function isFull(livekit: LiveKitProject, room: string): Promise<boolean> {
    const key = JSON.stringify([livekit.apiUrl, livekit.apiKey, room]);
    const known = answers.get(key);
    if (known !== undefined && now() - known.at < MAX_AGE) return known.full;
    const full = askIsFull(clientOf(livekit), room);
    answers.delete(key);
    answers.set(key, { full, at: now() });
    full.catch(() => answers.delete(key));
    const [oldest] = answers.keys();
    if (answers.size > MAX_ENTRIES && oldest !== undefined) answers.delete(oldest);
    return full;
  }

  return {
    async isFullFor(livekit, room, identity) {
      try {
        return (await isFull(livekit, room)) && !(await isInside(clientOf(livekit), room, identity));
      } catch (error) {
        throw new LiveKitUnavailable(reasonOf(error));
      }
    },
  };
}

async function askIsFull(client: RoomServiceClient, name: string): Promise<boolean> {
  const rooms = await client.listRooms([name]);
  const room = rooms.find((candidate) => candidate.name === name);
  // A cap of 0 means none.
  return room !== undefined && room.maxParticipants > 0 && room.numParticipants >= room.maxParticipants;
}

async function isInside(client: RoomServiceClient, room: string, identity: string): Promise<boolean> {
  const participants = await client.listParticipants(room);
  return participants.some((participant) => participant.identity === identity);
}

function reasonOf(error: unknown): string {
  const { name, status } = error as { name?: string; status?: number };
  if (status === 401 || status === 403) return 'credentials';
  if (status !== undefined) return 'http-status';
  return name === 'TimeoutError' ? 'timeout' : 'network';
}
