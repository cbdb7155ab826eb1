// Starts a real LiveKit for a test with the starter of the development stack; it does not know what is asked of it.
import type { TestContext } from 'node:test';

/** What is used of a LiveKit server that answers. */
export interface TestLiveKit {
  /** For browsers, `ws:`, and for servers, `http:`. */
  readonly url: string;
  readonly httpUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  stop(): Promise<void>;
}

// The stack is built on this package, so its types are no part of this program: it is loaded by an address.
const STARTER = new URL('../../../dev-stack/src/livekit/start-livekit.ts', import.meta.url).href;

/** Starts one with keys and ports of its own. Whoever asks stops it, or gives the test that it ends with. */
export async function startLiveKit(t?: TestContext): Promise<TestLiveKit> {
  const starter = (await import(STARTER)) as { startLiveKit: () => Promise<TestLiveKit> };
  const livekit = await starter.startLiveKit();
  t?.after(() => livekit.stop());
  return livekit;
}
