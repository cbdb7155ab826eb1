// Which LiveKit server this project runs; it does not know how one is had.

/**
 * The pinned version. It is the newest whose Go module builds by itself: later ones carry `replace` lines that a
 * build as a dependency ignores. `livekit/go.mod` names the same one.
 */
export const LIVEKIT_VERSION = '1.13.3';

/** The Go package of the server's command. */
export const LIVEKIT_GO_PACKAGE = 'github.com/livekit/livekit-server/cmd/server';

/** Where release archives are, one folder a version; `LIVEKIT_DOWNLOAD_BASE` names a mirror of it. */
export const LIVEKIT_DOWNLOAD_BASE = 'https://github.com/livekit/livekit/releases/download';
