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
/** Rooms of one LiveKit that are remembered at most, and LiveKits. */
const MAX_ROOMS = 10_000;
const MAX_PLACES = 1_000;

/** `EGRESS` and `AGENT` of LiveKit's `ParticipantInfo.Kind`, which the SDK does not export. */
const HELPER_KINDS: readonly number[] = [2, 4];

/** A room's cap, 0 for none, and who counts against it. */
interface Occupancy {
  readonly cap: number;
  readonly identities: ReadonlySet<string>;
}

/** What is known of one LiveKit at one address. */
interface Place {
  readonly client: RoomServiceClient;
  /** By room: the answer, or the question while it is under way. */
  readonly rooms: LRUCache<string, Occupancy | Promise<Occupancy>>;
  /** When it may be asked again after it let the time run out. */
  silentUntil: number;
}

/**
 * A directory whose answer about a room is shared for a second, so a rush into one channel is one question. Failures are
 * not kept, but for a silence: it answers every question to the same LiveKit for a second.
 * People are counted from the list of participants: a room's own `numParticipants` lags by seconds (LiveKit
 * 1.13.3).
 */
export function createLiveKitRoomDirectory(now: () => number = () => performance.now()): RoomDirectory {
  const places = new LRUCache<string, Place>({ max: MAX_PLACES });
  /** The place of a project as the configuration holds it, which is quicker to find than by its address and key. */
  const known = new WeakMap<LiveKitProject, Place>();

  function placeOf(livekit: LiveKitProject): Place {
    let place = known.get(livekit);
    if (place === undefined) {
      const key = JSON.stringify([livekit.apiUrl, livekit.apiKey, livekit.apiSecret]);
      place = places.get(key) ?? newPlace(livekit);
      places.set(key, place);
      known.set(livekit, place);
    }
    return place;
  }

  function newPlace({ apiUrl, apiKey, apiSecret }: LiveKitProject): Place {
    const options = { requestTimeout: TIMEOUT, failover: false };
    const client = new RoomServiceClient(apiUrl, apiKey, apiSecret, options);
    const rooms = new LRUCache<string, Occupancy | Promise<Occupancy>>({
      max: MAX_ROOMS,
      ttl: MAX_AGE,
      ttlResolution: 0,
      perf: { now },
    });
    return { client, rooms, silentUntil: -Infinity };
  }

  function ask(place: Place, room: string): Promise<Occupancy> {
    const { rooms } = place;
    const question = askOccupancy(place.client, room).then(
      (occupancy) => {
        // The age counts from the question: what came after it is in no answer.
        if (rooms.peek(room) === question) rooms.set(room, occupancy, { ttl: rooms.getRemainingTTL(room) });
        return occupancy;
      },
      (error: unknown) => {
        if (rooms.peek(room) === question) rooms.delete(room);
        const reason = reasonOf(error);
        if (reason === 'timeout') place.silentUntil = now() + COOLDOWN;
        throw new LiveKitUnavailable(reason);
      },
    );
    rooms.set(room, question);
    return question;
  }

  return {
    isFullFor(livekit, room, identity) {
      const place = placeOf(livekit);
      if (now() < place.silentUntil) throw new LiveKitUnavailable('timeout');
      const occupancy = place.rooms.get(room) ?? ask(place, room);
      return occupancy instanceof Promise
        ? occupancy.then((asked) => isFull(asked, identity))
        : isFull(occupancy, identity);
    },
  };
}

function isFull({ cap, identities }: Occupancy, identity: string): boolean {
  return cap > 0 && identities.size >= cap && !identities.has(identity);
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
