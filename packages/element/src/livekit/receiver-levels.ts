// Reads from WebRTC's own statistics how loud each received track is; needs no audio context and touches no sound.

import { Track, type Room } from 'livekit-client';

interface Reading {
  readonly energy: number;
  /** Seconds of sound that `energy` stands for. */
  readonly duration: number;
}

/** Loudness of the remote microphones of one room. */
export class ReceiverLevels {
  readonly #levels = new Map<string, number>();
  readonly #readings = new WeakMap<RTCRtpReceiver, Reading>();
  readonly #pending = new WeakSet<RTCRtpReceiver>();

  /**
   * The last reading, 0 to 1 (root mean square), by identity; starts the next one. People whose level cannot be read are absent:
   * nobody plays their track, or the browser does not tell.
   */
  read(room: Room): ReadonlyMap<string, number> {
    const present = new Set<string>();
    for (const { identity, ...participant } of people(room)) {
      present.add(identity);
      if (participant.muted) this.#levels.set(identity, 0);
      else if (participant.receiver) this.#sample(identity, participant.receiver).catch(() => undefined);
    }
    for (const identity of this.#levels.keys()) if (!present.has(identity)) this.#levels.delete(identity);
    return this.#levels;
  }

  async #sample(identity: string, receiver: RTCRtpReceiver): Promise<void> {
    if (this.#pending.has(receiver)) return;
    this.#pending.add(receiver);
    try {
      const now = reading(await receiver.getStats());
      const before = this.#readings.get(receiver);
      // Chromium answers from a cache of 50 ms: the same numbers again say nothing new.
      if (!now || now.duration === before?.duration) return;
      this.#readings.set(receiver, now);
      if (!before) return;
      const power = (now.energy - before.energy) / (now.duration - before.duration);
      this.#levels.set(identity, Math.sqrt(Math.min(1, Math.max(0, power))));
    } finally {
      this.#pending.delete(receiver);
    }
  }
}

function* people(room: Room) {
  for (const participant of room.remoteParticipants.values()) {
    const microphone = participant.getTrackPublication(Track.Source.Microphone);
    const track = microphone?.track;
    yield { identity: participant.identity, muted: microphone?.isMuted ?? true, receiver: track?.receiver };
  }
}

/** `totalAudioEnergy` and `totalSamplesDuration` of the W3C's webrtc-stats: their differences give the power of what was played. */
function reading(report: RTCStatsReport): Reading | null {
  for (const stats of report.values() as Iterable<Record<string, unknown>>) {
    if (stats['type'] !== 'inbound-rtp') continue;
    const { totalAudioEnergy: energy, totalSamplesDuration: duration } = stats;
    if (typeof energy === 'number' && typeof duration === 'number') return { energy, duration };
  }
  return null;
}
