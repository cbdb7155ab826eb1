// Asks LiveKit projects how many rooms and participants they have; it does not know who wants to know.
import { RoomServiceClient } from 'livekit-server-sdk';
import type { LiveKitProject } from '../config/config.ts';

/** Seconds that a question may take, and milliseconds that its answer is used again. */
const TIMEOUT = 2;
const MAX_AGE = 5_000;

/** One project. */
export interface LiveKitState {
  /** The host of its API's address. */
  readonly project: string;
  /** null where it does not answer. */
  readonly counts: { readonly rooms: number; readonly participants: number } | null;
}

/** Asks every project at once, at most once in five seconds; never rejects, and takes two seconds at most. */
export type AskLiveKitStates = () => Promise<readonly LiveKitState[]>;

/**
 * Tenants whose projects share a host are one: on one LiveKit server all keys see the same rooms, and LiveKit Cloud gives
 * each project a host of its own.
 */
export function createLiveKitStates(
  projects: Iterable<LiveKitProject>,
  now: () => number = () => performance.now(),
): AskLiveKitStates {
  const clients = new Map<string, RoomServiceClient>();
  for (const { apiUrl, apiKey, apiSecret } of projects) {
    const options = { requestTimeout: TIMEOUT, failover: false };
    const { host } = new URL(apiUrl);
    if (!clients.has(host)) clients.set(host, new RoomServiceClient(apiUrl, apiKey, apiSecret, options));
  }
  let answer: Promise<readonly LiveKitState[]> | undefined;
  let askedAt = -Infinity;
  return () => {
    if (answer === undefined || now() - askedAt >= MAX_AGE) {
      askedAt = now();
      answer = Promise.all([...clients].map(([project, client]) => ask(project, client)));
    }
    return answer;
  };
}

async function ask(project: string, client: RoomServiceClient): Promise<LiveKitState> {
  try {
    const rooms = await client.listRooms();
    const participants = rooms.reduce((sum, { numParticipants }) => sum + numParticipants, 0);
    return { project, counts: { rooms: rooms.length, participants } };
  } catch {
    return { project, counts: null };
  }
}
