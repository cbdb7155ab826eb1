// Keeps the two LiveKit rooms that a session ever needs, the current and the next: livekit-client never lets one go that was made.

import { getLogger, LoggerNames, LogLevel, Room } from 'livekit-client';

/** Lends rooms; a room that is still leaving is not lent. */
export class RoomPool {
  readonly #free: Room[] = [];

  take(): Room {
    const room = this.#free.pop();
    if (room) return room;
    silence();
    return new Room({
      // Our own `pagehide` is the only way a page leaves: LiveKit's also leaves on a cancelled `beforeunload` and on `freeze`.
      disconnectOnPageLeave: false,
      // Mixing by Web Audio breaks echo cancellation in Chrome and background play on iOS.
      webAudioMix: false,
      stopLocalTrackOnUnpublish: false,
      // One connection for both directions joins a little faster, but after it Chromium (156) never again counts the page as free
      // of WebRTC: the whole host page loses the back-forward cache, even after leaving.
      singlePeerConnection: false,
    });
  }

  /** Takes a room back after it was disconnected. */
  giveBack(room: Room): void {
    if (this.#free.length < 2) this.#free.push(room);
  }
}

/**
 * LiveKit's log lines name rooms and people, and the page's console is not ours: every failure is state and event instead.
 * `false` keeps the level out of the host's local storage, where loglevel would put it.
 */
function silence(): void {
  for (const name of Object.values(LoggerNames)) getLogger(name).setLevel(LogLevel.silent, false);
}
