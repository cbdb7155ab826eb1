// Who may import whom, a row a room, as the floor plan says; reads no file.

/** One room of a package: what its files may import beside the room itself. */
export interface RoomRow {
  /** Rooms of the same package, and packages; a trailing `/*` allows every path below a package. */
  may: readonly string[];
  /** The same, only by `import()`. */
  mayLoad?: readonly string[];
  /** The same, only as types. */
  mayType?: readonly string[];
}

/** The rooms of one package. Tests may put any of them together. A file directly in `src` belongs to the room `.`. */
export interface PackageTable {
  /** The path of the rooms from the repository's top. */
  src: string;
  rooms: Readonly<Record<string, RoomRow>>;
  /** Rooms that may import modules of Node. */
  nodeRooms: readonly string[];
}

const lit = ['lit', 'lit/*', '@shoelace-style/localize', 'lucide', 'lucide/*'];

/** `packages/element`. */
export const elementTable: PackageTable = {
  src: 'packages/element/src',
  rooms: {
    model: { may: [] },
    session: { may: ['model'] },
    token: { may: ['model'] },
    presence: { may: ['model'] },
    livekit: { may: ['model', 'livekit-client'] },
    audio: { may: ['model'] },
    element: {
      // `.` for `session.ts`: the one file that puts a session on LiveKit and the browser's audio, by `import()` alone.
      may: ['model', 'session', 'token', 'presence', 'locales', '.', ...lit],
      mayLoad: ['livekit', 'audio'],
    },
    locales: { may: ['model'] },
    // Shared by tests, never shipped: harnesses put rooms together.
    testing: { may: ['model', 'session', 'token', 'presence', 'livekit', 'audio', 'element', 'chai', 'lit'] },
    // The entries of the package put the rooms together.
    '.': {
      may: ['model', 'session', 'token', 'presence', 'element', 'locales', ...lit],
      mayLoad: ['livekit', 'audio', 'livekit-client'],
    },
  },
  nodeRooms: [],
};

const pureRooms = ['config', 'auth', 'policy', 'access', 'livekit', 'presence', 'limits'];

/** `packages/server`. */
export const serverTable: PackageTable = {
  src: 'packages/server/src',
  rooms: {
    config: { may: ['zod', 'jose', '@humanwhocodes/momoa'], mayType: ['auth', 'policy', 'limits'] },
    policy: { may: ['lru-cache'], mayType: ['config'] },
    auth: { may: ['config', 'policy', 'jose', 'lru-cache'] },
    // Asks the host app about channels.
    access: { may: ['config', 'policy', 'auth', 'lru-cache', 'zod'] },
    livekit: { may: ['config', 'policy', 'livekit-server-sdk', 'jose', 'lru-cache'], mayType: ['auth'] },
    presence: { may: ['config', 'policy'], mayType: ['auth', 'livekit'] },
    limits: {
      may: ['config', 'rate-limiter-flexible', 'rate-limiter-flexible/*', 'lru-cache'],
      mayType: ['auth', 'policy'],
    },
    routes: { may: [...pureRooms, 'hono', 'hono/*', 'zod', '.'] },
    // `app` and the package's entry.
    '.': { may: [...pureRooms, 'routes', 'hono', 'hono/*'] },
    node: { may: [...pureRooms, 'routes', '.', '*'] },
    // Tries the settings against the live parts.
    doctor: { may: [...pureRooms, '.', 'node', '*'] },
    cli: { may: [...pureRooms, 'routes', '.', 'node', 'doctor', '*'] },
    // Shared by tests, never shipped.
    testing: { may: [...pureRooms, 'routes', '.', 'node', 'doctor', '*'] },
  },
  nodeRooms: ['node', 'doctor', 'cli', 'testing'],
};
