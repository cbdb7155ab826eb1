// One number of one round; it does not know how many rounds there are.
import type { Contestant } from '../contestants/start-contestant.ts';
import { sendLoad } from '../load/send-load.ts';

/** What a round found. */
export interface Sample {
  /** Requests a second. */
  readonly rate: number;
  /** Microseconds of processor time a request, of the server's process alone. */
  readonly micros: number;
  /** Milliseconds, with every connection busy; absent where there is no HTTP. */
  readonly p99?: number;
}

/** Loads a server for `seconds`. Rejects where one request was refused: then something else was measured. */
export async function sampleServer(
  server: Contestant,
  requestsFile: string,
  seconds: number,
): Promise<Sample> {
  const before = await server.cost();
  const result = await sendLoad({ url: `${server.url}/api/livekit/token`, seconds, requestsFile });
  const cost = (await server.cost()) - before;
  if (result.refused + result.broken > 0 || result.requests === 0) {
    throw new Error(
      `${server.name}: of ${result.requests} requests ${result.refused} were refused and ${result.broken} broke`,
    );
  }
  return { rate: result.requests / result.seconds, micros: cost / result.requests, p99: result.p99 };
}
