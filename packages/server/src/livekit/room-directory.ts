// What the token route may ask about a live room; it does not know how LiveKit is asked.
import type { LiveKitProject } from '../config/config.ts';

/** Looks at live rooms. */
export interface RoomDirectory {
  /**
   * Whether the room is live, has a cap, has reached it, and `identity` is not inside already (a second join of the same
   * person replaces the first). At once where that is known. Throws, or rejects with, `LiveKitUnavailable` where LiveKit
   * cannot be asked.
   */
  isFullFor(livekit: LiveKitProject, room: string, identity: string): boolean | Promise<boolean>;
}

/** LiveKit could not be asked (503). */
export class LiveKitUnavailable extends Error {
  override readonly name = 'LiveKitUnavailable';
  /** For the log: `network`, `timeout`, `credentials` or `http-status`. */
  readonly reason: string;
  /** Seconds until asking again can help. */
  readonly retryAfter = 2;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
