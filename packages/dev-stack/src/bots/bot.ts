// One participant with a voice that joins again for ever; it does not know when it is its turn.
import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import { setTimeout as delay } from 'node:timers/promises';
import type { Recording } from './wav.ts';

/** The length of the pieces in which a recording is handed over, in milliseconds. */
const FRAME = 20;

/** How much of a recording may wait inside LiveKit, in milliseconds: less means that a stop is heard sooner. */
const QUEUE = 200;

/** How long after a failed or ended call the next is tried, in milliseconds. */
const PAUSE = 1000;

/** How long a join may take, in milliseconds, before it is given up for a new one. */
const JOIN_LIMIT = 20_000;

/** A bot that keeps itself in its room. */
export interface Bot {
  /** Resolves at the first join with the voice published. */
  readonly joined: Promise<void>;
  /** Whether it is in the room with its voice published, now. */
  readonly present: boolean;
  /** Says a recording and resolves when it has been heard; resolves at once while the bot is not in the room. */
  say(recording: Recording, signal: AbortSignal): Promise<void>;
  /** Leaves for good. */
  leave(): Promise<void>;
}

/**
 * Starts a bot.
 *
 * @param url the LiveKit server
 * @param mint makes a fresh token for each join
 * @param sampleRate of everything that the bot will say
 */
export function startBot(url: string, mint: () => Promise<string>, sampleRate: number): Bot {
  const leaving = new AbortController();
  const joined = Promise.withResolvers<void>();
  let source: AudioSource | undefined;

  const call = async (): Promise<void> => {
    const room = new Room();
    const ended = new Promise<void>((resolve) => {
      room.once(RoomEvent.Disconnected, () => resolve());
      leaving.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const voice = new AudioSource(sampleRate, 1, QUEUE);
    try {
      await within(JOIN_LIMIT, room.connect(url, await mint(), { autoSubscribe: false, dynacast: false }));
      const track = LocalAudioTrack.createAudioTrack('voice', voice);
      const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
      if (room.localParticipant === undefined) throw new Error('connected without a participant');
      await within(JOIN_LIMIT, room.localParticipant.publishTrack(track, options));
      source = voice;
      joined.resolve();
      await ended;
    } finally {
      source = undefined;
      // A room that the server is gone from may not answer; the next one must not wait for it.
      await within(PAUSE, room.disconnect()).catch(() => {});
      await voice.close().catch(() => {});
    }
  };

  const life = (async () => {
    while (!leaving.signal.aborted) {
      await call().catch(() => {}); // LiveKit is away; it will be back
      await delay(PAUSE, undefined, { signal: leaving.signal }).catch(() => {});
    }
  })();

  return {
    joined: joined.promise,
    get present() {
      return source !== undefined;
    },
    say: async (recording, signal) => {
      const voice = source;
      if (voice === undefined) return;
      const step = (recording.sampleRate * FRAME) / 1000;
      try {
        for (
          let start = 0;
          start < recording.samples.length && source === voice && !signal.aborted;
          start += step
        ) {
          const samples = new Int16Array(step); // the last piece ends in silence
          samples.set(recording.samples.subarray(start, start + step));
          await voice.captureFrame(new AudioFrame(samples, recording.sampleRate, 1, step));
        }
        await voice.waitForPlayout();
      } catch {
        // The call ended in the middle of the sentence.
      }
    },
    leave: async () => {
      leaving.abort();
      await life;
    },
  };
}

async function within<Result>(limit: number, work: Promise<Result>): Promise<Result> {
  const timer = new AbortController();
  const late = delay(limit, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`took longer than ${limit} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}
