// Notices that a connection went silent long before LiveKit does: it watches whether the other end still answers ICE checks.

import { Track, type Room } from 'livekit-client';

/** Milliseconds between two looks. */
const INTERVAL = 2_000;
/** Milliseconds without an answer after which the connection counts as away: browsers check every 2.5 s or so (RFC 7675). */
const PATIENCE = 7_000;

/** Watches one room from {@link Liveness.start} to {@link Liveness.stop}. */
export class Liveness {
  readonly #room: Room;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #answers = -1;
  #lastAnswer = 0;
  #silent = false;

  constructor(room: Room, changed: () => void) {
    this.#room = room;
    this.#changed = changed;
  }

  /** Whether the other end has stopped answering. False where the browser does not tell. */
  get silent(): boolean {
    return this.#silent;
  }

  start(): void {
    this.stop();
    this.#answers = -1;
    this.#timer = setInterval(() => {
      this.#look().catch(() => undefined);
    }, INTERVAL);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#silent = false;
  }

  async #look(): Promise<void> {
    const answers = await this.#countAnswers();
    const now = performance.now();
    if (this.#timer === null) return;
    if (answers === null || answers !== this.#answers) {
      this.#answers = answers ?? -1;
      this.#lastAnswer = now;
    }
    const silent = now - this.#lastAnswer >= PATIENCE;
    if (silent === this.#silent) return;
    this.#silent = silent;
    this.#changed();
  }

  /** Answers to ICE checks so far; null where nothing can be read, which is no proof of anything. */
  async #countAnswers(): Promise<number | null> {
    const report = await this.#anyTrack()?.getRTCStatsReport();
    if (!report) return null;
    let answers: number | null = null;
    for (const stats of report.values() as Iterable<Record<string, unknown>>) {
      if (stats['type'] !== 'candidate-pair' || typeof stats['responsesReceived'] !== 'number') continue;
      answers = (answers ?? 0) + stats['responsesReceived'];
    }
    return answers;
  }

  #anyTrack(): Track | undefined {
    const own = this.#room.localParticipant.getTrackPublication(Track.Source.Microphone)?.track;
    if (own) return own;
    for (const participant of this.#room.remoteParticipants.values()) {
      const track = participant.getTrackPublication(Track.Source.Microphone)?.track;
      if (track) return track;
    }
    return undefined;
  }
}
