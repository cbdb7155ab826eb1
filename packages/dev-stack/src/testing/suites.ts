// Which test file belongs to which suite, by the room it lies in; knows nothing of running them.

/** A set of test files that run in the same way. */
export interface Suite {
  name: string;
  /** What runs its files. */
  runner: 'node' | 'browser';
  /** The browsers and the servers that must be on this machine. */
  needs: readonly ('chromium' | 'firefox' | 'livekit' | 'redis')[];
  /** How many of its files run at once: those that measure time or sound run alone. */
  concurrency: number;
  /** The most that one file may take, in milliseconds. */
  fileLimitMs: number;
  /** The most that the whole suite may take, in milliseconds. */
  limitMs: number;
}

const minute = 60_000;

const quick: Suite = {
  name: 'quick',
  runner: 'node',
  needs: [],
  concurrency: 3,
  fileLimitMs: minute,
  limitMs: 5 * minute,
};
const realParts: Suite = {
  name: 'real parts',
  runner: 'node',
  needs: ['livekit', 'redis'],
  concurrency: 1,
  fileLimitMs: 5 * minute,
  limitMs: 10 * minute,
};
const inBrowser: Suite = {
  name: 'element in a browser',
  runner: 'browser',
  needs: ['chromium', 'livekit'],
  concurrency: 1,
  fileLimitMs: 3 * minute,
  limitMs: 8 * minute,
};
const journeys: Suite = {
  name: 'journeys',
  runner: 'node',
  needs: ['chromium', 'firefox', 'livekit'],
  concurrency: 1,
  fileLimitMs: 5 * minute,
  limitMs: 15 * minute,
};

/** Where the files of a suite lie; what lies nowhere here is quick. */
const rooms: readonly [RegExp, Suite][] = [
  [/^packages\/e2e\//, journeys],
  // Pure: it decides on numbers, and needs no page.
  [/^packages\/element\/src\/audio\/voice-detector\./, quick],
  [/^packages\/element\/src\/(audio|element|livekit)\//, inBrowser],
  [/^packages\/dev-stack\/src\/(livekit|bots|stack|process)\//, realParts],
  [/^packages\/dev-stack\/src\/commands\/(start|livekit|dev)\./, realParts],
  [/^packages\/server\/src\/doctor\/examine\./, realParts],
  // These need a Redis, or run the built server as a container would.
  [/^packages\/server\/src\/node\/(redis-limiters|start)\./, realParts],
];

/** A suite and the files of it that are to run. */
export interface PlannedSuite {
  suite: Suite;
  files: readonly string[];
}

/** What is asked for on the command line. */
export interface Selection {
  /** Only files whose path contains this, in any case; undefined for all. */
  pattern?: string | undefined;
  /** Only what needs neither a browser nor LiveKit. */
  quick: boolean;
}

function suiteOf(file: string): Suite {
  return rooms.find(([room]) => room.test(file))?.[1] ?? quick;
}

/**
 * Sorts test files into suites, the quickest answer first. Without a pattern a suite without files stays in the plan,
 * so that an empty suite is seen; with one, only suites with a matching file are left.
 */
export function planSuites(files: readonly string[], selection: Selection): PlannedSuite[] {
  const pattern = selection.pattern?.toLowerCase() ?? '';
  const wanted = files.filter((file) => file.toLowerCase().includes(pattern)).toSorted();
  return [quick, realParts, inBrowser, journeys]
    .filter((suite) => !selection.quick || suite.needs.length === 0)
    .map((suite) => ({ suite, files: wanted.filter((file) => suiteOf(file) === suite) }))
    .filter((planned) => pattern === '' || planned.files.length > 0);
}
