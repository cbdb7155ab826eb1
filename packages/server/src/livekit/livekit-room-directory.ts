// Asks LiveKit's room service whether a room is full; it does not know callers or HTTP answers.
import type { ParticipantInfo } from 'livekit-server-sdk';
import { ParticipantInfo_State, RoomServiceClient } from 'livekit-server-sdk';
import { LRUCache } from 'lru-cache';
import type { LiveKitProject } from '../config/config.ts';
import type { RoomDirectory } from './room-directory.ts';
import { LiveKitUnavailable } from './room-directory.ts';

/** Seconds that one question may take. */
const TIMEOUT = 3;
/** Milliseconds that an answer about a room is used again. */
const MAX_AGE = 1000;
/** Milliseconds that a LiveKit which let the time run out is left alone: requests must not pile up behind it. */
const COOLDOWN = 1000;
/** Questions kept at most. */
const MAX_ENTRIES = 10_000;

/** `EGRESS` and `AGENT` of LiveKit's `ParticipantInfo.Kind`, which the SDK does not export. */
const HELPER_KINDS: readonly number[] = [2, 4];

/** A room's cap, 0 for none, and who counts against it. */
interface Occupancy {
  readonly cap: number;
  readonly identities: ReadonlySet<string>;
}

/**
 * A directory whose answer about a room is shared for a second, so a rush into one channel is one question. Failures are
 * not kept, but for a silence: it answers every question to the same LiveKit for a second.
 * People are counted from the list of participants: a room's own `numParticipants` lags by seconds (LiveKit
 * 1.13.3).
 */
export function createLiveKitRoomDirectory(now: () => number = () => performance.now()): RoomDirectory {
  const questions = new LRUCache<string, Promise<Occupancy>>({
    max: MAX_ENTRIES,
    ttl: MAX_AGE,
    ttlResolution: 0,
    perf: { now },
  });
  const silent = new LRUCache<string, true>({
    max: MAX_ENTRIES,
    ttl: COOLDOWN,
    ttlResolution: 0,
    perf: { now },
  });
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

  function ask(livekit: LiveKitProject, room: string): Promise<Occupancy> {
    const key = JSON.stringify([placeOf(livekit), room]);
    const known = questions.get(key);
    if (known !== undefined) return known;
    const answer = askOccupancy(clientOf(livekit), room);
    questions.set(key, answer);
    answer.catch(() => questions.delete(key));
    return answer;
  }

  return {
    async isFullFor(livekit, room, identity) {
      if (silent.has(placeOf(livekit))) throw new LiveKitUnavailable('timeout');
      try {
        const { cap, identities } = await ask(livekit, room);
        return cap > 0 && identities.size >= cap && !identities.has(identity);
      } catch (error) {
        const reason = reasonOf(error);
        if (reason === 'timeout') silent.set(placeOf(livekit), true);
        throw new LiveKitUnavailable(reason);
      }
    },
  };
}

function placeOf({ apiUrl, apiKey }: LiveKitProject): string {
  return JSON.stringify([apiUrl, apiKey]);
}

/** One question for a room without a cap, two for one with. */
async function askOccupancy(client: RoomServiceClient, name: string): Promise<Occupancy> {
  const rooms = await client.listRooms([name]);
  const cap = rooms.find((room) => room.name === name)?.maxParticipants ?? 0;
  const people = cap === 0 ? [] : (await client.listParticipants(name)).filter(isCounted);
  return { cap, identities: new Set(people.map(({ identity }) => identity)) };
}

/** LiveKit lets agents and recorders in beyond the cap. */
function isCounted({ kind, state, permission }: ParticipantInfo): boolean {
  // Both flags of the permission are deprecated in the protocol, and still what LiveKit goes by.
  const isHelper = HELPER_KINDS.includes(kind) || permission?.agent || permission?.recorder;
  return !isHelper && state !== ParticipantInfo_State.DISCONNECTED;
}

function reasonOf(error: unknown): string {
  const { name, status } = error as { name?: string; status?: number };
  if (status === 401 || status === 403) return 'credentials';
  if (status !== undefined) return 'http-status';
  return name === 'TimeoutError' ? 'timeout' : 'network';
}
